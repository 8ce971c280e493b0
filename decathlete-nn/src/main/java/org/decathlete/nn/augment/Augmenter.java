package org.decathlete.nn.augment;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.jspecify.annotations.Nullable;

/**
 * nnU-Net's augmentation of one patch, in its order: spatial, noise, blur, brightness, contrast, low resolution, gamma of the
 * inverted image, gamma, mirror, mask, and at last label -1 becomes background. In a cascade the previous stage's segmentation goes
 * through the spatial changes beside the labels, becomes masks, and these are corrupted. Keeps scratch arrays: one per thread.
 */
public final class Augmenter {
    private final int[] patchSize;
    private final int[] enlargedSize;
    private final ChangeDraw draw;
    private final SpatialTransform spatial = new SpatialTransform();
    private final GaussianBlur blur = new GaussianBlur();
    private final LowResolution lowResolution = new LowResolution();
    private final Gamma gamma = new Gamma();
    private final OutsideMask mask;
    private final List<Transform> corruptions;

    /** Of patches as planned, without a previous stage. */
    public Augmenter(Augmentation augmentation, int[] patch, List<Boolean> useMaskForNorm) {
        this(augmentation, patch, patch, useMaskForNorm, null);
    }

    /**
     * @param augmentation probabilities and ranges
     * @param patch size (z, y, x) or (y, x)
     * @param planned size that it may have yet to grow to, whose proportions tell how it is turned
     * @param useMaskForNorm per channel, whether it is 0 outside the body
     * @param cascade how the previous stage's masks are corrupted; null without one
     */
    public Augmenter(
            Augmentation augmentation,
            int[] patch,
            int[] planned,
            List<Boolean> useMaskForNorm,
            @Nullable CascadeAugmentation cascade) {
        draw = new ChangeDraw(augmentation, patch, planned, useMaskForNorm.size());
        patchSize = inSpace(patch);
        enlargedSize = draw.enlargedSize();
        mask = OutsideMask.of(useMaskForNorm);
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
        apply(draw.draw(random), reader, start, patch);
        outsideBecomesBackground(patch);
        patch.previous().encode();
        for (Transform corruption : corruptions) {
            corruption.apply(patch, random);
        }
    }

    /** Does what was drawn for a sample; label -1 stays. */
    void apply(SampleChange change, PatchReader reader, int[] start, Patch patch) {
        spatial.cut(reader, start, enlargedSize, patch, change.turn());
        SplittableRandom noise = new SplittableRandom(change.noiseSeed());
        for (int channel = 0; channel < patch.channels().length; channel++) {
            intensities(change, channel, patch.channels()[channel], noise);
        }
        for (int axis = 0; axis < 3; axis++) {
            if (change.mirrored()[axis]) {
                Mirror.flip(patch, axis);
            }
        }
        mask.apply(patch);
    }

    private void intensities(SampleChange change, int channel, float[] values, SplittableRandom noise) {
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

    /** Makes one validation sample: the voxels as they are, from {@code start}. */
    public static void plain(PatchReader reader, int[] start, Patch patch) {
        SpatialTransform.centre(reader, start, patch.size(), patch);
        outsideBecomesBackground(patch);
        patch.previous().encode();
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

    private static void outsideBecomesBackground(Patch patch) {
        short[] labels = patch.labels();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) {
                labels[i] = 0;
            }
        }
    }
}
