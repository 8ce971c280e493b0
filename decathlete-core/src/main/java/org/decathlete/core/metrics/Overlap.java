package org.decathlete.core.metrics;

/**
 * How many voxels a prediction and a reference share.
 *
 * @param truePositives in both
 * @param falsePositives in the prediction alone
 * @param falseNegatives in the reference alone
 * @param trueNegatives in neither
 */
public record Overlap(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    /** Voxels of the prediction. */
    public long predicted() {
        return truePositives + falsePositives;
    }

    /** Voxels of the reference. */
    public long referenced() {
        return truePositives + falseNegatives;
    }

    /** Whether neither mask has a voxel. */
    public boolean bothEmpty() {
        return predicted() == 0 && referenced() == 0;
    }

    /** Whether exactly one of the masks has no voxel. */
    public boolean oneEmpty() {
        return (predicted() == 0) != (referenced() == 0);
    }

    /** {@code 2 TP / (2 TP + FP + FN)} in [0, 1]; NaN where both masks are empty, as in nnU-Net. */
    public double dice() {
        return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
    }

    /** Intersection over union in [0, 1]; NaN where both masks are empty, as in nnU-Net. */
    public double iou() {
        return (double) truePositives / (truePositives + falsePositives + falseNegatives);
    }
}
