package org.decathlete.nn.infer.window;

/**
 * The part of a tile that lies inside the volume.
 *
 * @param start first voxel of the tile in the volume (z, y, x), possibly negative
 * @param low first voxel of the part, counted in the tile
 * @param high one past its last voxel, counted in the tile
 * @param tile edges of the tile
 * @param shape edges of the volume
 */
record Overlap(int[] start, int[] low, int[] high, int[] tile, int[] shape) {

    /** A row along x that both have. */
    @FunctionalInterface
    interface Row {
        /**
         * @param plane index of its first voxel in the volume's plane
         * @param tile index of its first voxel in the tile
         * @param length number of voxels
         */
        void at(int plane, int tile, int length);
    }

    static Overlap of(int[] start, int[] tile, int[] shape) {
        int[] low = new int[3];
        int[] high = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            low[axis] = Math.max(0, -start[axis]);
            high[axis] = Math.min(tile[axis], shape[axis] - start[axis]);
        }
        return new Overlap(start, low, high, tile, shape);
    }

    /** Whether nothing of the tile lies outside the volume. */
    boolean isWholeTile() {
        for (int axis = 0; axis < 3; axis++) {
            if (high[axis] - low[axis] < tile[axis]) {
                return false;
            }
        }
        return true;
    }

    /** Number of planes. */
    int depth() {
        return high[0] - low[0];
    }

    /** Index in the volume of one of the part's planes, counted from 0. */
    int plane(int z) {
        return start[0] + low[0] + z;
    }

    /** The rows of one of the part's planes, counted from 0. */
    void forEachRow(int z, Row row) {
        int length = high[2] - low[2];
        for (int y = low[1]; y < high[1]; y++) {
            int plane = (start[1] + y) * shape[2] + start[2] + low[2];
            row.at(plane, ((low[0] + z) * tile[1] + y) * tile[2] + low[2], length);
        }
    }
}
