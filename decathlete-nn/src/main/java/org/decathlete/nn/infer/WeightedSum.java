package org.decathlete.nn.infer;

/** Float32 sums of overlapping tiles, each voxel weighed by its place in the tile. */
final class WeightedSum {
    private final int[] shape;
    private final TileGrid grid;
    private final float[] importance;
    private final float[][] sums;
    private final float[] weights;

    WeightedSum(int outputs, int[] shape, TileGrid grid, float[] importance) {
        this.shape = shape;
        this.grid = grid;
        this.importance = importance;
        int voxels = Math.multiplyExact(Math.multiplyExact(shape[0], shape[1]), shape[2]);
        this.sums = new float[outputs][voxels];
        this.weights = new float[voxels];
    }

    /**
     * Adds one tile.
     *
     * @param values {@code [output][z][y][x]} of this tile, from {@code offset} on
     */
    void add(int index, float[] values, int offset) {
        Overlap overlap = Overlap.of(grid.start(index), grid.tile(), shape);
        overlap.forEachRow((volume, tile, length) -> {
            for (int i = 0; i < length; i++) {
                weights[volume + i] += importance[tile + i];
            }
            for (int output = 0; output < sums.length; output++) {
                float[] sum = sums[output];
                int from = offset + output * importance.length + tile;
                for (int i = 0; i < length; i++) {
                    sum[volume + i] += importance[tile + i] * values[from + i];
                }
            }
        });
    }

    /** The weighted means, {@code [output][z·y·x]}; ends the use of this object. */
    float[][] means() {
        for (float[] sum : sums) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= weights[i];
            }
        }
        return sums;
    }
}
