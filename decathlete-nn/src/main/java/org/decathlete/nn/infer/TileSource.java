package org.decathlete.nn.infer;

import java.util.Arrays;
import java.util.List;

/** Cuts tiles out of a volume; outside the volume they hold zeros. */
final class TileSource {
    private final List<float[]> channels;
    private final int[] shape;
    private final TileGrid grid;

    TileSource(List<float[]> channels, int[] shape, TileGrid grid) {
        this.channels = channels;
        this.shape = shape;
        this.grid = grid;
    }

    /**
     * Some tiles one after another.
     *
     * @param target receives {@code [tile][channel][z][y][x]}
     */
    void read(int from, int to, float[] target) {
        Arrays.fill(target, 0);
        int offset = 0;
        for (int index = from; index < to; index++) {
            Overlap overlap = Overlap.of(grid.start(index), grid.tile(), shape);
            for (float[] channel : channels) {
                int base = offset;
                overlap.forEachRow(
                        (volume, tile, length) -> System.arraycopy(channel, volume, target, base + tile, length));
                offset += grid.voxels();
            }
        }
    }
}
