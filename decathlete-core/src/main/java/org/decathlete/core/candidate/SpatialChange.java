package org.decathlete.core.candidate;

import java.util.Arrays;

/**
 * Rotation and scaling of a patch, drawn independently of each other.
 *
 * @param rotationProbability probability of a rotation, in [0, 1]
 * @param rotationDegrees3d largest angle about each axis of a 3D patch
 * @param rotationDegrees2d largest angle of a 2D patch, and in-plane of a 3D patch whose thin axis is left alone
 * @param rotationDegreesElongated2d largest angle of a 2D patch that is clearly longer than wide
 * @param elongation2d a 2D patch is elongated when its longest edge over its shortest is above this
 * @param thinAxisRatio a 3D patch is rotated and scaled in-plane only when its longest edge over its first is above this
 * @param scalingProbability probability of a scaling, in [0, 1]
 * @param scaleLow lower end of the scale, one for all axes; above 1 shrinks what is seen
 * @param scaleHigh upper end of the scale
 * @param cropMargin the region read for a patch is the extent of its corners at the largest angle, divided by this
 */
public record SpatialChange(
        double rotationProbability,
        double rotationDegrees3d,
        double rotationDegrees2d,
        double rotationDegreesElongated2d,
        double elongation2d,
        double thinAxisRatio,
        double scalingProbability,
        double scaleLow,
        double scaleHigh,
        double cropMargin) {

    public SpatialChange {
        Ranges.probability("rotationProbability", rotationProbability);
        Ranges.within("rotationDegrees3d", rotationDegrees3d, 0, 180);
        Ranges.within("rotationDegrees2d", rotationDegrees2d, 0, 180);
        Ranges.within("rotationDegreesElongated2d", rotationDegreesElongated2d, 0, 180);
        Ranges.within("elongation2d", elongation2d, 1, Double.MAX_VALUE);
        Ranges.within("thinAxisRatio", thinAxisRatio, 1, Double.MAX_VALUE);
        Ranges.probability("scalingProbability", scalingProbability);
        Ranges.above("scaleLow", scaleLow, 0);
        Ranges.within("scaleHigh", scaleHigh, scaleLow, Double.MAX_VALUE);
        Ranges.above("cropMargin", cropMargin, 0);
    }

    /** The same so many times as often, but never more often than always. */
    SpatialChange timesProbability(double factor) {
        return new SpatialChange(
                Math.min(1, factor * rotationProbability),
                rotationDegrees3d,
                rotationDegrees2d,
                rotationDegreesElongated2d,
                elongation2d,
                thinAxisRatio,
                Math.min(1, factor * scalingProbability),
                scaleLow,
                scaleHigh,
                cropMargin);
    }

    /** Whether a patch is so thin along its first axis that it is rotated and scaled in-plane only; never in 2D. */
    public boolean inPlaneOnly(int[] patch) {
        return patch.length == 3 && (double) Arrays.stream(patch).max().orElseThrow() / patch[0] > thinAxisRatio;
    }

    /** Largest angle in degrees for such a patch. */
    public double rotationDegrees(int[] patch) {
        if (inPlaneOnly(patch)) {
            return rotationDegrees2d;
        }
        if (patch.length == 3) {
            return rotationDegrees3d;
        }
        boolean elongated = (double) Math.max(patch[0], patch[1]) / Math.min(patch[0], patch[1]) > elongation2d;
        return elongated ? rotationDegreesElongated2d : rotationDegrees2d;
    }
}
