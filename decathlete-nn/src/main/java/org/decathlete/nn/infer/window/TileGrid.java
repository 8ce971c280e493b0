package org.decathlete.nn.infer.window;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the tiles of a volume lie. A volume shorter than the tile along an axis is padded on both sides, the odd voxel at the
 * end; tiles then begin before the volume does.
 *
 * @param tile edges of a tile (z, y, x); z is 1 for a 2D network
 * @param starts first voxel of the tiles along each axis, in voxels of the unpadded volume, possibly negative; every
 *     combination of one start per axis is a tile
 */
record TileGrid(int[] tile, int[][] starts) {

    /**
     * The tiles of nnU-Net (compute_steps_for_sliding_window).
     *
     * @param shape the volume (z, y, x)
     * @param patch the network's patch: (z, y, x), or (y, x) to go slice by slice
     * @param step distance of neighbouring tiles as a fraction of the tile, above 0 and up to 1
     */
    static TileGrid of(int[] shape, int[] patch, double step) {
        boolean sliceWise = patch.length == 2;
        int[] tile = sliceWise ? new int[] {1, patch[0], patch[1]} : patch.clone();
        int[][] starts = new int[3][];
        for (int axis = 0; axis < 3; axis++) {
            starts[axis] = sliceWise && axis == 0
                    ? IntStream.range(0, shape[0]).toArray()
                    : shifted(shape[axis], tile[axis], step);
        }
        return new TileGrid(tile, starts);
    }

    /** Evenly spread starts, rounded half to even, that cover {@code length} with the fewest tiles within {@code step}. */
    static int[] starts(int length, int tile, double step) {
        double target = tile * step;
        int count = (int) Math.ceil((length - tile) / target) + 1;
        double actual = count > 1 ? (length - tile) / (double) (count - 1) : 0;
        return IntStream.range(0, count).map(i -> (int) Math.rint(actual * i)).toArray();
    }

    private static int[] shifted(int length, int tile, double step) {
        int padding = Math.max(0, tile - length);
        return Arrays.stream(starts(length + padding, tile, step))
                .map(start -> start - padding / 2)
                .toArray();
    }

    /** Number of tiles. */
    int count() {
        return Math.multiplyExact(Math.multiplyExact(starts[0].length, starts[1].length), starts[2].length);
    }

    /** Number of tiles that begin at the same z. */
    int tilesPerRow() {
        return Math.multiplyExact(starts[1].length, starts[2].length);
    }

    /** Number of different z at which tiles begin. */
    int rows() {
        return starts[0].length;
    }

    /**
     * The planes that must be held while tiles are taken in their order, so many rows at a time: a plane is done when all rows that
     * reach it are.
     *
     * @param depth number of planes of the volume
     */
    int openPlanes(int rowsTogether, int depth) {
        int most = 0;
        for (int row = 0; row < rows(); row += rowsTogether) {
            int last = Math.min(rows(), row + rowsTogether) - 1;
            int end = Math.min(depth, starts[0][last] + tile[0]);
            most = Math.max(most, end - Math.max(0, starts[0][row]));
        }
        return most;
    }

    /** Number of voxels of a tile. */
    int voxels() {
        return Math.multiplyExact(Math.multiplyExact(tile[0], tile[1]), tile[2]);
    }

    /** First voxel (z, y, x) of a tile; tiles are counted with x fastest. */
    int[] start(int index) {
        int x = index % starts[2].length;
        int y = index / starts[2].length % starts[1].length;
        int z = index / starts[2].length / starts[1].length;
        return new int[] {starts[0][z], starts[1][y], starts[2][x]};
    }
}
