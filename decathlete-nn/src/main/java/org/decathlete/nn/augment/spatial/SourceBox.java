package org.decathlete.nn.augment.spatial;

import org.decathlete.nn.augment.draw.Turn;

/**
 * The part of an enlarged patch that a turned patch needs, with one voxel of border where it reaches beyond the enlarged patch.
 *
 * @param low first voxel (z, y, x) in the enlarged patch, at least -1
 * @param size extent (z, y, x)
 */
public record SourceBox(int[] low, int[] size) {
    private static final double ROUNDING = 1e-6;

    /**
     * What a turned patch needs.
     *
     * @param patch its size (z, y, x)
     * @param enlarged size of the enlarged patch (z, y, x)
     */
    public static SourceBox of(Turn turn, int[] patch, int[] enlarged) {
        double[] matrix = turn.inSpace();
        double[] centre = new double[3];
        double[] reach = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            centre[axis] = (enlarged[axis] - 1) / 2.0;
            for (int other = 0; other < 3; other++) {
                reach[axis] += Math.abs(matrix[axis * 3 + other]) * (patch[other] - 1) / 2.0;
            }
        }
        return around(centre, reach, enlarged, turn.isPlanar());
    }

    /**
     * What lies about a point.
     *
     * @param centre the point, in the enlarged patch's voxels
     * @param reach how far along each axis, in voxels
     * @param planar whether the first axis is not interpolated: it is then taken whole, without border
     */
    static SourceBox around(double[] centre, double[] reach, int[] enlarged, boolean planar) {
        int[] low = new int[3];
        int[] size = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            if (planar && axis == 0) {
                size[axis] = enlarged[axis];
                continue;
            }
            low[axis] = Math.max(-1, (int) Math.floor(centre[axis] - reach[axis] - ROUNDING));
            int high = Math.min(enlarged[axis], (int) Math.floor(centre[axis] + reach[axis] + ROUNDING) + 1);
            size[axis] = high - low[axis] + 1;
        }
        return new SourceBox(low, size);
    }

    /** A box that begins at the same voxel, of another extent (z, y, x). */
    public SourceBox withSize(int[] other) {
        return new SourceBox(low, other);
    }

    int voxels() {
        return Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]);
    }
}
