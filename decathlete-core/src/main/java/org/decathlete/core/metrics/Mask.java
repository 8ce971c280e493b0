package org.decathlete.core.metrics;

/**
 * A binary mask on a lattice with a margin of one voxel of background, so that its neighbourhoods need no special cases. An
 * image of one slice is planar: its lattice has no margin along z, and its surface is a contour.
 *
 * @param size extent of the lattice (z, y, x), margin included
 * @param spacing (z, y, x) in mm
 * @param planar whether the mask is one slice
 * @param inside 1 inside the mask, 0 outside, {@code [z][y][x]}
 */
record Mask(int[] size, double[] spacing, boolean planar, byte[] inside) {

    /** Index step along y. */
    int strideY() {
        return size[2];
    }

    /** Index step along z. */
    int strideZ() {
        return size[1] * size[2];
    }

    /** First plane that is not margin. */
    int firstPlane() {
        return planar ? 0 : 1;
    }

    /** One past the last plane that is not margin. */
    int endPlane() {
        return planar ? 1 : size[0] - 1;
    }
}
