package org.decathlete.nn.infer;

import java.util.Arrays;
import java.util.List;

/** Cuts tiles out of a volume, the masks of a previous stage after its channels; outside the volume they hold zeros. */
final class TileSource {
    private final List<float[]> channels;
    private final PreviousLabels previous;
    private final int[] shape;
    private final TileGrid grid;

    TileSource(List<float[]> channels, PreviousLabels previous, int[] shape, TileGrid grid) {
        this.channels = channels;
        this.previous = previous;
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
                copy(channel, overlap, target, offset);
                offset += grid.voxels();
            }
            for (int value : previous.values()) {
                mask((short) value, overlap, target, offset);
                offset += grid.voxels();
            }
        }
    }

    private void mask(short value, Overlap overlap, float[] target, int offset) {
        short[] labels = previous.labels();
        for (int z = 0; z < overlap.depth(); z++) {
            int before = overlap.plane(z) * shape[1] * shape[2];
            overlap.forEachRow(z, (plane, tile, length) -> {
                for (int x = 0; x < length; x++) {
                    target[offset + tile + x] = labels[before + plane + x] == value ? 1 : 0;
                }
            });
        }
    }

    private void copy(float[] channel, Overlap overlap, float[] target, int offset) {
        for (int z = 0; z < overlap.depth(); z++) {
            int before = overlap.plane(z) * shape[1] * shape[2];
            overlap.forEachRow(
                    z,
                    (plane, tile, length) -> System.arraycopy(channel, before + plane, target, offset + tile, length));
        }
    }
}
