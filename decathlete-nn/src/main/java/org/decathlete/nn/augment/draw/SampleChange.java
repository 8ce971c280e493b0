package org.decathlete.nn.augment.draw;

import org.jspecify.annotations.Nullable;

/**
 * All that happens to one sample, drawn before anything happens to it, so that it may happen on any device. Strengths that change
 * nothing stand where nothing is to happen. Arrays over channels have one entry per image channel.
 *
 * @param turn rotation and scaling; null for the centre of the enlarged patch as it is
 * @param noise per channel the standard deviation of normal noise; 0 for none
 * @param noiseSeed where the numbers of the noise begin, in [0, 2⁴⁸)
 * @param blur per channel the standard deviations in voxels of the kernels along (z, y, x); 0 for none
 * @param brightness factor per channel; 1 for none
 * @param contrast factor about the mean per channel; 1 for none
 * @param coarse per channel the size (z, y, x) that it is sampled down to and up again; the patch's own for none
 * @param invertedGamma exponent of the negated channel; 1 for none
 * @param gamma exponent per channel; 1 for none
 * @param mirrored whether each of (z, y, x) is reversed
 */
public record SampleChange(
        @Nullable Turn turn,
        double[] noise,
        long noiseSeed,
        double[][] blur,
        double[] brightness,
        double[] contrast,
        int[][] coarse,
        double[] invertedGamma,
        double[] gamma,
        boolean[] mirrored) {}
