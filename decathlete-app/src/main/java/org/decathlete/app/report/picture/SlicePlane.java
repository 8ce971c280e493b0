package org.decathlete.app.report.picture;

import org.decathlete.core.volume.Grid;

/**
 * How to show the slices across one array axis as radiologists look at them: axial with the patient's right on the left, coronal
 * likewise with the head up, sagittal with the face to the left.
 *
 * @param name axial, coronal or sagittal, or which array axis where the directions are too oblique to say
 * @param across array axis (0 z, 1 y, 2 x) across which the slice lies
 * @param horizontal array axis shown from left to right
 * @param vertical array axis shown from top to bottom
 * @param flipHorizontal whether the horizontal axis runs right to left
 * @param flipVertical whether the vertical axis runs bottom to top
 * @param sides letters of the patient's sides at the left, right, top and bottom; empty strings where unknown
 */
record SlicePlane(
        String name,
        int across,
        int horizontal,
        int vertical,
        boolean flipHorizontal,
        boolean flipVertical,
        String[] sides) {
    private static final String[] NAMES = {"sagittal", "coronal", "axial"};
    private static final String[] POSITIVE = {"L", "P", "S"};
    private static final String[] NEGATIVE = {"R", "A", "I"};

    /** The plane across an array axis of a grid. */
    static SlicePlane across(Grid grid, int axis) {
        int[] patient = patientAxes(grid);
        int one = (axis + 1) % 3;
        int other = (axis + 2) % 3;
        if (patient[0] == patient[1] || patient[0] == patient[2] || patient[1] == patient[2]) {
            return new SlicePlane(
                    "across array axis " + axis,
                    axis,
                    Math.max(one, other),
                    Math.min(one, other),
                    false,
                    false,
                    new String[] {"", "", "", ""});
        }
        // Left to right runs along the patient's x, or y where x lies across; top to bottom along y, or z downwards.
        int horizontal = patient[one] < patient[other] ? one : other;
        int vertical = horizontal == one ? other : one;
        boolean flipHorizontal = component(grid, horizontal, patient[horizontal]) < 0;
        boolean downIsPositive = patient[vertical] == 1;
        boolean flipVertical = component(grid, vertical, patient[vertical]) > 0 != downIsPositive;
        String high = POSITIVE[patient[vertical]];
        String low = NEGATIVE[patient[vertical]];
        return new SlicePlane(
                NAMES[patient[axis]], axis, horizontal, vertical, flipHorizontal, flipVertical, new String[] {
                    NEGATIVE[patient[horizontal]],
                    POSITIVE[patient[horizontal]],
                    downIsPositive ? low : high,
                    downIsPositive ? high : low
                });
    }

    /** Per array axis the patient axis (0 x, 1 y, 2 z) that it runs along most. */
    private static int[] patientAxes(Grid grid) {
        int[] axes = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            for (int row = 1; row < 3; row++) {
                if (Math.abs(component(grid, axis, row)) > Math.abs(component(grid, axis, axes[axis]))) {
                    axes[axis] = row;
                }
            }
        }
        return axes;
    }

    private static double component(Grid grid, int axis, int row) {
        return grid.direction()[row * 3 + axis];
    }
}
