package org.decathlete.core.image;

/**
 * Where the voxels of a resampled axis lie on the axis that they are taken from: voxel centres, both axes spanning the same
 * length, so {@code (o + 0.5) · before / after − 0.5}.
 */
final class Coordinates {

    private Coordinates() {}

    /** Position of output voxel {@code index}, in voxels of the input; may lie up to half a voxel outside of it. */
    static double source(int index, int before, int after) {
        return (index + 0.5) * ((double) before / after) - 0.5;
    }

    /** Input voxel nearest to each output voxel, halves upwards. */
    static int[] nearest(int before, int after) {
        int[] result = new int[after];
        for (int index = 0; index < after; index++) {
            int nearest = (int) Math.floor(source(index, before, after) + 0.5);
            result[index] = Math.min(Math.max(nearest, 0), before - 1);
        }
        return result;
    }
}
