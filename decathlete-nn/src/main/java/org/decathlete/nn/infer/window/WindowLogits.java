package org.decathlete.nn.infer.window;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.preprocess.restoration.LogitsSlab;
import org.decathlete.core.preprocess.restoration.LogitsSource;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.LaneThreads;
import org.jspecify.annotations.Nullable;

/**
 * The logits of a sliding window, computed when they are asked for: row of tiles after row of tiles along z, each slab as soon as
 * no tile can reach it any more. To be closed.
 */
public final class WindowLogits implements LogitsSource, AutoCloseable {
    /** Below this a volume takes seconds, and its tiles are not worth a line of their own. */
    private static final int MANY_PASSES = 20;

    private final TileSource source;
    private final int[] shape;
    private final TileGrid grid;
    private final MemoryPlan plan;
    private final TilePass pass;
    private final OpenPlanes planes;
    private final TileInput input;
    private final int[] extents;
    private final int outputs;
    private final Progress progress;
    private final Progress.Stage stage;
    private final float[] values;
    private int row;
    private int spared;
    /** Null where passes run in turn, from the beginning or since memory did not suffice for several at a time. */
    private @Nullable TileLanes lanes;

    /**
     * @param tileShape of one tile as a tensor: (C, [D,] H, W)
     * @param threads of the plan's lanes, which stay open; null for passes in turn
     */
    WindowLogits(
            TileSource source,
            int[] shape,
            TileGrid grid,
            MemoryPlan plan,
            TilePass pass,
            OpenPlanes planes,
            int outputs,
            long[] tileShape,
            @Nullable LaneThreads threads,
            Progress progress) {
        this.source = source;
        this.shape = shape.clone();
        this.grid = grid;
        this.plan = plan;
        this.pass = pass;
        this.progress = progress;
        this.planes = planes;
        this.input = new TileInput(source, tileShape);
        this.extents =
                Arrays.stream(tileShape).skip(1).mapToInt(Math::toIntExact).toArray();
        this.outputs = outputs;
        this.values = new float[Math.multiplyExact(plan.tilesPerPass() * outputs, grid.voxels())];
        boolean many = grid.count() > MANY_PASSES * plan.tilesPerPass();
        this.stage = (many ? progress : Progress.silent()).start("tiles", grid.count());
        this.lanes = threads == null ? null : new TileLanes(pass, input, outputs * grid.voxels(), threads);
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
            slide(row * grid.tilesPerRow(), to * grid.tilesPerRow());
            row = to;
            end = row == grid.rows() ? shape[0] : Math.max(0, grid.starts()[0][row]);
        }
        return planes.finish(end);
    }

    /** Takes the tiles up to {@code end}. */
    private void slide(int first, int end) {
        List<TileBatch> batches = TileBatch.of(source, first, end, plan.tilesPerPass());
        pass.converted(
                extents,
                () -> pass.prepared(() -> {
                    List<TileBatch> left = batches;
                    if (lanes != null) {
                        left = batches.subList(lanes.run(batches, values, this::add), batches.size());
                    }
                    if (!left.isEmpty() && lanes != null) {
                        progress.say("memory ran out with " + plan.lanes()
                                + " passes side by side; the other tiles go through the networks in turn");
                        lanes = null;
                    }
                    for (TileBatch batch : left) {
                        pass.forward(input.values(batch), input.shape(batch), values);
                        add(batch, values);
                    }
                }));
    }

    private void add(TileBatch batch, float[] logits) {
        for (int i = 0; i < batch.size(); i++) {
            for (int tile : batch.groups().get(i)) {
                planes.add(tile, logits, i * outputs * grid.voxels());
            }
        }
        spared += batch.all() - batch.size();
        stage.advance(batch.all(), spared == 0 ? "" : spared + " tiles of background not computed again");
    }

    /** Tiles that the networks did not have to see so far. */
    int spared() {
        return spared;
    }

    @Override
    public void close() {
        stage.close();
    }
}
