package org.decathlete.nn.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.SpatialChange;
import org.jspecify.annotations.Nullable;

/**
 * nnU-Net's augmentation of one patch, in its order: spatial, noise, blur, brightness, contrast, low resolution, gamma of the
 * inverted image, gamma, mirror, mask, and at last label -1 becomes background. In a cascade the previous stage's segmentation goes
 * through the spatial changes beside the labels, becomes masks, and these are corrupted. Keeps scratch arrays: one per thread.
 */
public final class Augmenter {
    private final int[] patchSize;
    private final int[] enlargedSize;
    private final SpatialTransform spatial;
    private final List<Transform> transforms;
    private final List<Transform> corruptions;

    /** Without a previous stage. */
    public Augmenter(Augmentation augmentation, int[] patch, List<Boolean> useMaskForNorm) {
        this(augmentation, patch, useMaskForNorm, null);
    }

    /**
     * @param augmentation probabilities and ranges
     * @param patch size (z, y, x) or (y, x)
     * @param useMaskForNorm per channel, whether it is 0 outside the body
     * @param cascade how the previous stage's masks are corrupted; null without one
     */
    public Augmenter(
            Augmentation augmentation,
            int[] patch,
            List<Boolean> useMaskForNorm,
            @Nullable CascadeAugmentation cascade) {
        SpatialChange change = augmentation.spatial();
        boolean planar = patch.length == 2 || change.inPlaneOnly(patch);
        double angle = Math.toRadians(change.rotationDegrees(patch));
        patchSize = inSpace(patch);
        enlargedSize = planar
                ? EnlargedPatch.planar(patchSize, angle, change.cropMargin())
                : EnlargedPatch.spatial(patchSize, new double[] {angle, angle, angle}, change.cropMargin());
        spatial = new SpatialTransform(
                change.rotationProbability(),
                new Interval(-angle, angle),
                change.scalingProbability(),
                new Interval(change.scaleLow(), change.scaleHigh()),
                planar);
        transforms = transforms(augmentation, patch, useMaskForNorm, patch.length == 3 && planar);
        corruptions = cascade == null ? List.of() : corruptions(cascade);
    }

    /** A patch size in three axes; z is 1 in 2D. */
    public static int[] inSpace(int[] patch) {
        return patch.length == 3 ? patch.clone() : new int[] {1, patch[0], patch[1]};
    }

    /** Size (z, y, x) of the region from which a patch is cut. */
    public int[] enlargedSize() {
        return enlargedSize.clone();
    }

    /** Size (z, y, x) of a patch. */
    public int[] patchSize() {
        return patchSize.clone();
    }

    /**
     * Makes one training sample.
     *
     * @param reader the case
     * @param start first voxel of the enlarged region, may lie outside the case
     * @param patch of {@link #patchSize}, overwritten; its labels are at least 0 afterwards
     * @param random the sample's own source
     */
    public void cut(PatchReader reader, int[] start, Patch patch, SplittableRandom random) {
        spatial.cut(reader, start, enlargedSize, patch, random);
        for (Transform transform : transforms) {
            transform.apply(patch, random);
        }
        outsideBecomesBackground(patch);
        patch.previous().encode();
        for (Transform corruption : corruptions) {
            corruption.apply(patch, random);
        }
    }

    /** Makes one validation sample: the voxels as they are, from {@code start}. */
    public static void plain(PatchReader reader, int[] start, Patch patch) {
        SpatialTransform.centre(reader, start, patch.size(), patch);
        outsideBecomesBackground(patch);
        patch.previous().encode();
    }

    private static List<Transform> transforms(
            Augmentation augmentation, int[] patch, List<Boolean> useMaskForNorm, boolean keepFirstAxis) {
        List<Transform> list = new ArrayList<>();
        RandomChange noise = augmentation.gaussianNoise();
        list.add(new GaussianNoise(interval(noise), noise.channelProbability()).sometimes(noise.probability()));
        add(list, augmentation.gaussianBlur(), new GaussianBlur(interval(augmentation.gaussianBlur())));
        add(list, augmentation.brightness(), new Brightness(interval(augmentation.brightness())));
        add(list, augmentation.contrast(), new Contrast(interval(augmentation.contrast())));
        RandomChange coarse = augmentation.lowResolution();
        add(list, coarse, new LowResolution(interval(coarse), keepFirstAxis));
        add(list, augmentation.invertedGamma(), new Gamma(interval(augmentation.invertedGamma()), true));
        add(list, augmentation.gamma(), new Gamma(interval(augmentation.gamma()), false));
        int[] axes = augmentation.mirrorAxes(patch.length);
        for (int i = 0; i < axes.length; i++) {
            axes[i] += 3 - patch.length;
        }
        list.add(new Mirror(axes, augmentation.mirrorProbability()));
        if (useMaskForNorm.contains(true)) {
            list.add(new OutsideMask(masked(useMaskForNorm)));
        }
        return List.copyOf(list);
    }

    private static List<Transform> corruptions(CascadeAugmentation cascade) {
        Interval radius = new Interval(cascade.radiusLow(), cascade.radiusHigh());
        return List.of(
                new MaskMorphology(cascade.morphologyLabelProbability(), radius)
                        .sometimes(cascade.morphologyProbability()),
                new ComponentRemoval(
                                cascade.removalLabelProbability(), cascade.largestRemoved(), cascade.fillProbability())
                        .sometimes(cascade.removalProbability()));
    }

    private static void add(List<Transform> list, RandomChange change, ChannelTransform transform) {
        list.add(transform.eachChannel(change.channelProbability()).sometimes(change.probability()));
    }

    private static Interval interval(RandomChange change) {
        return new Interval(change.low(), change.high());
    }

    private static boolean[] masked(List<Boolean> useMaskForNorm) {
        boolean[] masked = new boolean[useMaskForNorm.size()];
        for (int channel = 0; channel < masked.length; channel++) {
            masked[channel] = useMaskForNorm.get(channel);
        }
        return masked;
    }

    private static void outsideBecomesBackground(Patch patch) {
        short[] labels = patch.labels();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                labels[i] = 0;
            }
        }
    }
}
