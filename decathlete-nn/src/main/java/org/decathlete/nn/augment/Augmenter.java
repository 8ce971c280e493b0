package org.decathlete.nn.augment;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.nn.augment.corruption.MaskCorruption;
import org.decathlete.nn.augment.draw.ChangeDraw;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.intensity.IntensityTransforms;
import org.decathlete.nn.augment.intensity.OutsideMask;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.PatchReader;
import org.decathlete.nn.augment.spatial.Mirror;
import org.decathlete.nn.augment.spatial.SpatialTransform;
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
    private final IntensityTransforms intensities;
    private final OutsideMask mask;
    private final MaskCorruption corruption;

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
        patchSize = Patch.inSpace(patch);
        enlargedSize = draw.enlargedSize();
        intensities = new IntensityTransforms(patchSize);
        mask = OutsideMask.of(useMaskForNorm);
        corruption = cascade == null ? MaskCorruption.NONE : MaskCorruption.of(cascade);
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
        corruption.apply(patch, random);
    }

    /** Does what was drawn for a sample; label -1 stays. */
    void apply(SampleChange change, PatchReader reader, int[] start, Patch patch) {
        spatial.cut(reader, start, enlargedSize, patch, change.turn());
        SplittableRandom noise = new SplittableRandom(change.noiseSeed());
        for (int channel = 0; channel < patch.channels().length; channel++) {
            intensities.apply(change, channel, patch.channels()[channel], noise);
        }
        for (int axis = 0; axis < 3; axis++) {
            if (change.mirrored()[axis]) {
                Mirror.flip(patch, axis);
            }
        }
        mask.apply(patch);
    }

    /** Makes one validation sample: the voxels as they are, from {@code start}. */
    public static void plain(PatchReader reader, int[] start, Patch patch) {
        SpatialTransform.centre(reader, start, patch.size(), patch);
        outsideBecomesBackground(patch);
        patch.previous().encode();
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
