package org.decathlete.core.image;

import java.util.Arrays;

/**
 * A mask as runs of voxels along x, in the order of the voxels. There are far fewer runs than voxels, and two runs are compared
 * in one step.
 *
 * @param width voxels of a row
 * @param firstOfRow index of the first run of each row (z·rows + y), and after the last row the number of runs
 * @param starts first voxel of each run, as an index into the volume
 * @param ends one past the last voxel of each run
 */
record Runs(int width, int[] firstOfRow, int[] starts, int[] ends) {
    private static final int FIRST_CAPACITY = 256;

    /** The runs of non-zero voxels of a mask {@code [z][y][x]}. */
    static Runs of(byte[] mask, int[] size) {
        int rows = size[0] * size[1];
        int width = size[2];
        int[] firstOfRow = new int[rows + 1];
        int[] starts = new int[FIRST_CAPACITY];
        int[] ends = new int[FIRST_CAPACITY];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            firstOfRow[row] = count;
            int end = (row + 1) * width;
            for (int at = next(mask, row * width, end, true); at < end; at = next(mask, ends[count - 1], end, true)) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                    ends = Arrays.copyOf(ends, 2 * count);
                }
                starts[count] = at;
                ends[count++] = next(mask, at, end, false);
            }
        }
        firstOfRow[rows] = count;
        return new Runs(width, firstOfRow, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    /** Number of runs. */
    int count() {
        return starts.length;
    }

    /** Number of voxels of a run. */
    int length(int run) {
        return ends[run] - starts[run];
    }

    private static int next(byte[] mask, int from, int end, boolean inside) {
        int at = from;
        while (at < end && mask[at] != 0 != inside) {
            at++;
        }
        return at;
    }
}
