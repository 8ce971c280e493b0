package org.decathlete.app.report.picture;

import java.util.stream.IntStream;
import org.decathlete.core.image.DistanceTransform;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;

/** Where two segmentations differ most: the voxel deepest inside a region on which they disagree. */
final class LargestError {

    private LargestError() {}

    /**
     * The voxel (z, y, x); where they agree everywhere the middle of the foreground, and of the volume where there is none.
     */
    static int[] of(LabelVolume reference, LabelVolume prediction) {
        Grid grid = reference.grid();
        short[] a = reference.labels();
        short[] b = prediction.labels();
        Box errors = Boxes.around(grid, i -> a[i] != b[i]);
        if (errors.end()[0] == 0) {
            return middle(Boxes.around(grid, i -> a[i] != 0), grid);
        }
        Box box = Boxes.grown(errors, new int[] {1, 1, 1}, grid);
        int[] size = box.size();
        int[] start = box.start();
        int[] voxels = IntStream.range(0, size[0] * size[1] * size[2]).toArray();
        int[] agreed = IntStream.of(voxels)
                .filter(i -> {
                    int voxel = inGrid(i, size, start, grid);
                    return a[voxel] == b[voxel];
                })
                .toArray();
        double[] depth = DistanceTransform.to(agreed, size, grid.spacing()).everywhere();
        int deepest = IntStream.of(voxels)
                .reduce((i, j) -> depth[j] > depth[i] ? j : i)
                .orElseThrow();
        return new int[] {
            start[0] + deepest / size[2] / size[1], start[1] + deepest / size[2] % size[1], start[2] + deepest % size[2]
        };
    }

    private static int inGrid(int voxel, int[] size, int[] start, Grid grid) {
        int z = voxel / size[2] / size[1];
        int y = voxel / size[2] % size[1];
        return grid.index(start[0] + z, start[1] + y, start[2] + voxel % size[2]);
    }

    private static int[] middle(Box box, Grid grid) {
        Box shown = box.end()[0] == 0 ? Box.whole(grid.size()) : box;
        int[] middle = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            middle[axis] = (shown.start()[axis] + shown.end()[axis] - 1) / 2;
        }
        return middle;
    }
}
