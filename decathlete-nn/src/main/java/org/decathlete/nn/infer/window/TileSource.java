package org.decathlete.nn.infer.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

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
     * @param tiles their indices
     * @param target receives {@code [tile][channel][z][y][x]}
     */
    void read(List<Integer> tiles, float[] target) {
        Arrays.fill(target, 0);
        int offset = 0;
        for (int index : tiles) {
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

    /**
     * The value of each channel, and of the previous stage's labels, where a tile holds but one of each, as those do that see nothing
     * but background; equal values mean equal tiles.
     */
    Optional<List<Float>> constant(int index) {
        Overlap overlap = Overlap.of(grid.start(index), grid.tile(), shape);
        boolean whole = overlap.isWholeTile();
        List<Float> values = new ArrayList<>();
        for (float[] channel : channels) {
            float value = whole ? channel[first(overlap)] : 0;
            if (!all(overlap, voxel -> channel[voxel] == value)) {
                return Optional.empty();
            }
            values.add(value);
        }
        if (!previous.values().isEmpty()) {
            short[] labels = previous.labels();
            short label = whole ? labels[first(overlap)] : 0;
            if (!all(overlap, voxel -> labels[voxel] == label)) {
                return Optional.empty();
            }
            values.add((float) label);
        }
        return Optional.of(values);
    }

    private int first(Overlap overlap) {
        int[] start = overlap.start();
        return (start[0] * shape[1] + start[1]) * shape[2] + start[2];
    }

    private boolean all(Overlap overlap, IntPredicate holds) {
        int length = overlap.high()[2] - overlap.low()[2];
        for (int z = 0; z < overlap.depth(); z++) {
            for (int y = overlap.low()[1]; y < overlap.high()[1]; y++) {
                int row = (overlap.plane(z) * shape[1] + overlap.start()[1] + y) * shape[2];
                int from = row + overlap.start()[2] + overlap.low()[2];
                for (int voxel = from; voxel < from + length; voxel++) {
                    if (!holds.test(voxel)) {
                        return false;
                    }
                }
            }
        }
        return true;
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
