package org.decathlete.nn.augment.intensity;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.nn.augment.draw.SampleChange;

/**
 * nnU-Net's changes of the intensities of a channel, in its order: noise, blur, brightness, contrast, low resolution, gamma of the
 * inverted channel, gamma. Keeps scratch arrays: one per thread.
 */
public final class IntensityTransforms {
    private final int[] patchSize;
    private final GaussianBlur blur = new GaussianBlur();
    private final LowResolution lowResolution = new LowResolution();
    private final Gamma gamma = new Gamma();

    /** @param patchSize (z, y, x) */
    public IntensityTransforms(int[] patchSize) {
        this.patchSize = patchSize.clone();
    }

    /**
     * Does to a channel of a sample what was drawn for it.
     *
     * @param change what was drawn
     * @param channel which channel
     * @param values of the channel, x fastest, changed in place
     * @param noise source of the noise, from which the channels of a sample take their numbers one after another
     */
    public void apply(SampleChange change, int channel, float[] values, SplittableRandom noise) {
        if (change.noise()[channel] > 0) {
            GaussianNoise.apply(values, change.noise()[channel], noise);
        }
        blur.apply(values, patchSize, change.blur()[channel]);
        if (change.brightness()[channel] != 1) {
            Brightness.apply(values, change.brightness()[channel]);
        }
        if (change.contrast()[channel] != 1) {
            Contrast.apply(values, change.contrast()[channel]);
        }
        if (!Arrays.equals(change.coarse()[channel], patchSize)) {
            lowResolution.apply(values, patchSize, change.coarse()[channel]);
        }
        if (change.invertedGamma()[channel] != 1) {
            gamma.apply(values, change.invertedGamma()[channel], true);
        }
        if (change.gamma()[channel] != 1) {
            gamma.apply(values, change.gamma()[channel], false);
        }
    }
}
