package org.decathlete.core.plan;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of array is resampled.
 *
 * @param segmentation whether the array holds labels, which are never mixed
 * @param order spline order, 0 (nearest), 1 or 3
 * @param orderZ spline order along an axis that is resampled separately
 * @param forceSeparateZ whether the coarsest axis is resampled separately; null decides by the anisotropy of each case
 */
public record Resampling(
        boolean segmentation,
        int order,
        int orderZ,
        @Nullable Boolean forceSeparateZ) {

    /** nnU-Net's resampling of images: cubic. */
    public static final Resampling IMAGE = new Resampling(false, 3, 0, null);

    /** nnU-Net's resampling of label maps: linear, per label. */
    public static final Resampling LABELS = new Resampling(true, 1, 0, null);

    /** nnU-Net's resampling of what a network predicts: linear. */
    public static final Resampling PREDICTIONS = new Resampling(false, 1, 0, null);
}
