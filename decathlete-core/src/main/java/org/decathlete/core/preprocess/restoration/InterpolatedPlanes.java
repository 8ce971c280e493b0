package org.decathlete.core.preprocess.restoration;

import org.decathlete.core.image.LinearTaps;

/**
 * Logits on their way to the cropped case.
 *
 * @param input planes on the logits' grid
 * @param classes number of output channels
 * @param shape of the logits' grid
 * @param taps along z, y and x
 */
record InterpolatedPlanes(Input input, int classes, int[] shape, LinearTaps[] taps) {

    /** Planes on the logits' grid. */
    @FunctionalInterface
    interface Input {
        /** One class in plane {@code z}, {@code [y][x]}. */
        float[] plane(int z, int index);
    }

    /** Voxels of a plane of the cropped case. */
    int planeVoxels() {
        return taps[1].length() * taps[2].length();
    }

    /** An interpolator that stands at a class. */
    PlaneInterpolator interpolator(int index) {
        return new PlaneInterpolator(z -> input.plane(z, index), shape, taps);
    }

    /** Puts an interpolator to another class. */
    void move(PlaneInterpolator interpolator, int index) {
        interpolator.begin(z -> input.plane(z, index));
    }
}
