package org.decathlete.app.report.picture;

import java.util.function.IntPredicate;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;

/** Boxes around what is to be shown. */
final class Boxes {

    private Boxes() {}

    /** The smallest box with every voxel of a kind; empty at the origin where there is none. */
    static Box around(Grid grid, IntPredicate voxels) {
        int[] size = grid.size();
        int[] start = size.clone();
        int[] end = new int[3];
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++) {
                int row = (z * size[1] + y) * size[2];
                for (int x = 0; x < size[2]; x++) {
                    if (voxels.test(row + x)) {
                        include(start, end, z, y, x);
                    }
                }
            }
        }
        return end[0] == 0 ? new Box(new int[3], new int[3]) : new Box(start, end);
    }

    /** A box with so many voxels more on every side, as far as the grid goes. */
    static Box grown(Box box, int[] margin, Grid grid) {
        int[] start = box.start();
        int[] end = box.end();
        int[] size = grid.size();
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = Math.max(0, start[axis] - margin[axis]);
            end[axis] = Math.min(size[axis], end[axis] + margin[axis]);
        }
        return new Box(start, end);
    }

    private static void include(int[] start, int[] end, int z, int y, int x) {
        start[0] = Math.min(start[0], z);
        start[1] = Math.min(start[1], y);
        start[2] = Math.min(start[2], x);
        end[0] = Math.max(end[0], z + 1);
        end[1] = Math.max(end[1], y + 1);
        end[2] = Math.max(end[2], x + 1);
    }
}
