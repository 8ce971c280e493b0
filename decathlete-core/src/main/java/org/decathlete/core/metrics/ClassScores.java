package org.decathlete.core.metrics;

import java.util.List;

/**
 * What was measured of one class in one case. NaN stands for what has no value: everything but the counts where both masks are
 * empty, the distances where one of them is (Dice, IoU and surface Dice are then 0).
 *
 * @param overlap voxels shared
 * @param hd95 95th percentile Hausdorff distance in mm
 * @param assd average symmetric surface distance in mm
 * @param surfaceDice surface Dice in [0, 1], one per tolerance of the settings
 */
public record ClassScores(Overlap overlap, double hd95, double assd, List<Double> surfaceDice) {

    public ClassScores {
        surfaceDice = List.copyOf(surfaceDice);
    }

    /** Dice in [0, 1]. */
    public double dice() {
        return overlap.dice();
    }

    /** Intersection over union in [0, 1]. */
    public double iou() {
        return overlap.iou();
    }
}
