package org.decathlete.nn.infer.window;

import java.util.Arrays;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.preprocess.restoration.LogitsSlab;

/**
 * Float32 sums of overlapping tiles, each voxel weighed by its place in the tile, for the planes that tiles in work can still
 * reach. Planes that are done are handed over, and their memory serves the planes that follow.
 */
final class OpenPlanes {
    /** Sums of fewer values are not worth a second thread. */
    private static final int MANY_VALUES = 1 << 20;

    private final int[] shape;
    private final TileGrid grid;
    private final float[] importance;
    private final int threads;
    /** Plane z lies in slot z modulo their number, {@code [slot][output][y·x]}. */
    private final float[][][] sums;

    private final float[][] weights;
    private int first;
    private int finished;

    /** @param planes how many are held */
    OpenPlanes(int outputs, int[] shape, TileGrid grid, int planes, float[] importance, int threads) {
        this.shape = shape;
        this.grid = grid;
        this.importance = importance;
        this.threads = threads;
        int plane = Math.multiplyExact(shape[1], shape[2]);
        this.sums = new float[planes][outputs][plane];
        this.weights = new float[planes][plane];
    }

    /** First plane that is not handed over yet. */
    int first() {
        return finished;
    }

    /**
     * Adds one tile; its planes must be open.
     *
     * @param values {@code [output][z][y][x]} of this tile, from {@code offset} on
     */
    void add(int index, float[] values, int offset) {
        Overlap overlap = Overlap.of(grid.start(index), grid.tile(), shape);
        int top = overlap.plane(0);
        if (top < finished || top + overlap.depth() > finished + sums.length) {
            throw new IllegalStateException("planes " + top + " to " + (top + overlap.depth()) + " are not open, "
                    + sums.length + " from " + finished + " are");
        }
        boolean many = (long) importance.length * sums[0].length >= MANY_VALUES;
        ParallelBlocks.run(many ? threads : 1, overlap.depth(), z -> addPlane(overlap, z, values, offset));
    }

    private void addPlane(Overlap overlap, int z, float[] values, int offset) {
        int slot = overlap.plane(z) % sums.length;
        float[] weight = weights[slot];
        overlap.forEachRow(z, (plane, tile, length) -> {
            for (int i = 0; i < length; i++) {
                weight[plane + i] += importance[tile + i];
            }
        });
        for (int output = 0; output < sums[slot].length; output++) {
            float[] sum = sums[slot][output];
            int from = offset + output * importance.length;
            overlap.forEachRow(z, (plane, tile, length) -> {
                for (int i = 0; i < length; i++) {
                    sum[plane + i] += importance[tile + i] * values[from + tile + i];
                }
            });
        }
    }

    /**
     * The weighted means of the planes up to {@code end}, to which no further tile is added. They are valid until
     * {@link #release}.
     */
    LogitsSlab finish(int end) {
        first = finished;
        float[][][] planes = new float[end - first][][];
        ParallelBlocks.run(threads, planes.length, z -> {
            int slot = (first + z) % sums.length;
            float[] weight = weights[slot];
            for (float[] sum : sums[slot]) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] /= weight[i];
                }
            }
            planes[z] = sums[slot];
        });
        finished = end;
        return new LogitsSlab(first, planes);
    }

    /** Takes back what was handed over. */
    void release() {
        int from = first;
        ParallelBlocks.run(threads, finished - from, z -> {
            int slot = (from + z) % sums.length;
            Arrays.fill(weights[slot], 0);
            for (float[] sum : sums[slot]) {
                Arrays.fill(sum, 0);
            }
        });
        first = finished;
    }
}
