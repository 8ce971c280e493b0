package org.decathlete.nn.infer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.preprocess.LogitsSlab;
import org.decathlete.core.preprocess.LogitsSource;
import org.decathlete.core.run.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The logits of a sliding window, computed when they are asked for: row of tiles after row of tiles along z, each slab as soon as
 * no tile can reach it any more. To be closed.
 */
final class WindowLogits implements LogitsSource, AutoCloseable {
    /** Below this a volume takes seconds, and its tiles are not worth a line of their own. */
    private static final int MANY_PASSES = 20;

    private final TileSource source;
    private final int[] shape;
    private final TileGrid grid;
    private final MemoryPlan plan;
    private final TilePass pass;
    private final OpenPlanes planes;
    private final int inputs;
    private final int outputs;
    private final long[] tileShape;
    private final Progress.Stage stage;
    private final float[] values;
    private int row;
    private int spared;
    private float @Nullable [] tiles;

    /** @param tileShape of one tile as a tensor: (C, [D,] H, W) */
    WindowLogits(
            TileSource source,
            int[] shape,
            TileGrid grid,
            MemoryPlan plan,
            TilePass pass,
            OpenPlanes planes,
            int outputs,
            long[] tileShape,
            Progress progress) {
        this.source = source;
        this.shape = shape.clone();
        this.grid = grid;
        this.plan = plan;
        this.pass = pass;
        this.planes = planes;
        this.inputs = (int) tileShape[0];
        this.outputs = outputs;
        this.tileShape = tileShape.clone();
        this.values = new float[Math.multiplyExact(plan.tilesPerPass() * outputs, grid.voxels())];
        boolean many = grid.count() > MANY_PASSES * plan.tilesPerPass();
        this.stage = (many ? progress : Progress.silent()).start("tiles", grid.count());
    }

    @Override
    public int classes() {
        return outputs;
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public LogitsSlab next() {
        if (row == grid.rows()) {
            throw new IllegalStateException("all planes have been handed out");
        }
        planes.release();
        int end = planes.first();
        while (end == planes.first()) {
            int to = Math.min(grid.rows(), row + plan.rowsTogether());
            pass.prepared(() -> slide(row * grid.tilesPerRow(), to * grid.tilesPerRow()));
            row = to;
            end = row == grid.rows() ? shape[0] : Math.max(0, grid.starts()[0][row]);
        }
        return planes.finish(end);
    }

    /**
     * Takes the tiles up to {@code end}. Those that hold but one value per channel come last, and of equal ones the networks see one:
     * what they say is a function of the tile alone, so that it holds for all of them.
     */
    private void slide(int first, int end) {
        List<Integer> varied = new ArrayList<>();
        Map<List<Float>, List<Integer>> equal = new LinkedHashMap<>();
        for (int tile = first; tile < end; tile++) {
            Optional<List<Float>> constant = source.constant(tile);
            (constant.isPresent() ? equal.computeIfAbsent(constant.get(), key -> new ArrayList<>()) : varied).add(tile);
        }
        for (int from = 0; from < varied.size(); from += plan.tilesPerPass()) {
            List<Integer> batch = varied.subList(from, Math.min(varied.size(), from + plan.tilesPerPass()));
            compute(batch);
            for (int i = 0; i < batch.size(); i++) {
                planes.add(batch.get(i), values, i * outputs * grid.voxels());
            }
            stage.advance(batch.size(), "");
        }
        for (List<Integer> tiles : equal.values()) {
            compute(tiles.subList(0, 1));
            tiles.forEach(tile -> planes.add(tile, values, 0));
            spared += tiles.size() - 1;
            stage.advance(tiles.size(), spared + " tiles of background not computed again");
        }
    }

    /** The mean logits of some tiles, into {@link #values}. */
    private void compute(List<Integer> batch) {
        float[] input = batch(batch.size());
        source.read(batch, input);
        long[] batchShape = new long[tileShape.length + 1];
        batchShape[0] = batch.size();
        System.arraycopy(tileShape, 0, batchShape, 1, tileShape.length);
        pass.forward(input, batchShape, values);
    }

    /** Tiles that the networks did not have to see so far. */
    int spared() {
        return spared;
    }

    private float[] batch(int count) {
        int length = count * inputs * grid.voxels();
        float[] current = tiles;
        if (current == null || current.length != length) {
            current = new float[length];
            tiles = current;
        }
        return current;
    }

    @Override
    public void close() {
        stage.close();
    }
}
