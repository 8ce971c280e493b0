package org.decathlete.core.metrics;

import org.decathlete.core.image.BitVolume;

/**
 * A binary mask on a lattice with a margin of one voxel of background, so that its neighbourhoods need no special cases. An
 * image of one slice is planar: its lattice has no margin along z, and its surface is a contour.
 *
 * @param inside the lattice, margin included: 1 inside the mask, 0 outside
 * @param spacing (z, y, x) in mm
 * @param planar whether the mask is one slice
 */
record Mask(BitVolume inside, double[] spacing, boolean planar) {

    /** Extent of the lattice (z, y, x), margin included. */
    int[] size() {
        return inside.size();
    }

    /** Words of {@link #inside} from one row to the next. */
    int strideY() {
        return inside.stride();
    }

    /** Words of {@link #inside} from one plane to the next. */
    int strideZ() {
        return size()[1] * inside.stride();
    }

    /** First plane that is not margin. */
    int firstPlane() {
        return planar ? 0 : 1;
    }

    /** One past the last plane that is not margin. */
    int endPlane() {
        return planar ? 1 : size()[0] - 1;
    }
}
