package org.decathlete.core.candidate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How training patches are varied, in the order in which nnU-Net applies it (batchgeneratorsv2).
 *
 * @param spatial rotation and scaling
 * @param gaussianNoise strength is the standard deviation of the noise, one for all channels
 * @param gaussianBlur strength is the standard deviation of the kernel in voxels, drawn per axis and channel
 * @param brightness strength is a factor per channel
 * @param contrast strength is a factor about the channel's mean, clipped to its old range
 * @param lowResolution strength is the zoom, one for all axes
 * @param invertedGamma strength is the exponent, applied to the negated image
 * @param gamma strength is the exponent
 * @param mirrorAxes spatial axes that are mirrored, also when predicting; empty for none, {@code [0, 1, 2]} for all (a 2D patch
 *     takes those it has)
 * @param mirrorProbability probability of mirroring along each of these axes
 */
public record Augmentation(
        SpatialChange spatial,
        RandomChange gaussianNoise,
        RandomChange gaussianBlur,
        RandomChange brightness,
        RandomChange contrast,
        RandomChange lowResolution,
        RandomChange invertedGamma,
        RandomChange gamma,
        List<Integer> mirrorAxes,
        double mirrorProbability) {

    public Augmentation {
        mirrorAxes = List.copyOf(mirrorAxes);
        for (int axis : mirrorAxes) {
            Ranges.within("mirrorAxes", axis, 0, 2);
        }
        Ranges.probability("mirrorProbability", mirrorProbability);
    }

    /** Axes that a patch of so many dimensions is mirrored along. */
    public int[] mirrorAxes(int dimensions) {
        return mirrorAxes.stream()
                .mapToInt(Integer::intValue)
                .filter(axis -> axis < dimensions)
                .toArray();
    }

    /** The same without mirroring, in training and in prediction. */
    public Augmentation withoutMirroring() {
        return new Augmentation(
                spatial,
                gaussianNoise,
                gaussianBlur,
                brightness,
                contrast,
                lowResolution,
                invertedGamma,
                gamma,
                List.of(),
                mirrorProbability);
    }

    /**
     * The same with every change so many times as often, but never more often than always; how strong it is stays, and so does mirroring
     * (Auto-nnU-Net's augmentation factor).
     *
     * @param factor at least 0
     */
    public Augmentation timesProbability(double factor) {
        Ranges.within("augmentation factor", factor, 0, Double.MAX_VALUE);
        return new Augmentation(
                spatial.timesProbability(factor),
                gaussianNoise.timesProbability(factor),
                gaussianBlur.timesProbability(factor),
                brightness.timesProbability(factor),
                contrast.timesProbability(factor),
                lowResolution.timesProbability(factor),
                invertedGamma.timesProbability(factor),
                gamma.timesProbability(factor),
                mirrorAxes,
                mirrorProbability);
    }

    /** nnU-Net's default augmentation. */
    public static Augmentation nnUNet() {
        return new Augmentation(
                new SpatialChange(0.2, 30, 180, 15, 1.5, 3, 0.2, 0.7, 1.4, 0.85),
                new RandomChange(0.1, 1, 0, 0.1),
                new RandomChange(0.2, 0.5, 0.5, 1),
                new RandomChange(0.15, 1, 0.75, 1.25),
                new RandomChange(0.15, 1, 0.75, 1.25),
                new RandomChange(0.25, 0.5, 0.5, 1),
                new RandomChange(0.1, 1, 0.7, 1.5),
                new RandomChange(0.3, 1, 0.7, 1.5),
                IntStream.range(0, 3).boxed().toList(),
                0.5);
    }
}
