package org.decathlete.nn.infer;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Autocast;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Lets networks see a volume of any size in overlapping tiles of their patch size and joins what they say (nnU-Net,
 * predict_sliding_window_return_logits). Not thread-safe.
 */
public final class SlidingWindow {
    /** Below this a volume takes seconds, and its tiles are not worth a line of their own. */
    private static final int MANY_PASSES = 20;

    private final int[] patch;
    private final WindowSettings settings;
    private final Mirroring mirroring;
    private long stated;

    /**
     * @param patch (z, y, x); or (y, x), then slices along the first axis are seen one by one
     */
    public SlidingWindow(int[] patch, WindowSettings settings) {
        this.patch = patch.clone();
        this.settings = settings;
        if (Arrays.stream(settings.mirrorAxes()).anyMatch(axis -> axis >= patch.length)) {
            throw new IllegalArgumentException("mirror axes " + Arrays.toString(settings.mirrorAxes())
                    + " do not fit a patch of " + patch.length + " axes");
        }
        mirroring = new Mirroring(settings.mirrorAxes());
    }

    /** What it will take to predict a volume of this shape (z, y, x). */
    public MemoryPlan plan(int[] shape, NetworkSpec spec) {
        return MemoryPlan.of(TileGrid.of(shape, patch, settings.step()), shape, spec, settings);
    }

    /**
     * The mean logits of some networks of one kind.
     *
     * @param channels one array per channel, {@code [z][y][x]}, preprocessed
     * @param shape (z, y, x)
     * @param networks at least one, on the settings' device, with the same inputs and outputs
     * @param progress is told the memory plan, and counts tiles where there are many
     * @return {@code [output][z·y·x]}, float32
     * @throws DecathleteException of kind RESOURCE, before anything is computed, when the memory does not suffice; of kind DATA
     *     when the channels are not those of the networks
     */
    public float[][] logits(List<float[]> channels, int[] shape, List<Network> networks, Progress progress) {
        NetworkSpec spec = networks.get(0).spec();
        if (channels.size() != spec.inputChannels()) {
            throw DecathleteException.data(
                    "the image has " + channels.size() + " channels, the network expects " + spec.inputChannels());
        }
        TileGrid grid = TileGrid.of(shape, patch, settings.step());
        MemoryPlan plan = MemoryPlan.of(grid, shape, spec, settings);
        plan.requireFit(FreeMemory.heap(), settings.device().cuda() ? Long.MAX_VALUE : FreeMemory.machine());
        state(plan, progress);
        float[] importance =
                settings.gaussian() ? ImportanceMap.gaussian(grid.tile()) : ImportanceMap.uniform(grid.tile());
        WeightedSum sum = new WeightedSum(spec.outputChannels(), shape, grid, importance);
        boolean gradients = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try (Autocast autocast = Autocast.open(settings.device(), settings.precision())) {
            slide(new TileSource(channels, shape, grid), grid, plan, networks, sum, progress);
        } finally {
            GradMode.set_enabled(gradients);
        }
        return sum.means();
    }

    /** Once, and again only for a volume that takes clearly more: a folder of equal images needs no line for each. */
    private void state(MemoryPlan plan, Progress progress) {
        if (plan.heapBytes() + plan.nativeBytes() > 1.25 * stated) {
            stated = plan.heapBytes() + plan.nativeBytes();
            progress.say(plan.text());
        }
    }

    private void slide(
            TileSource source,
            TileGrid grid,
            MemoryPlan plan,
            List<Network> networks,
            WeightedSum sum,
            Progress progress) {
        int inputs = networks.get(0).spec().inputChannels();
        int outputs = networks.get(0).spec().outputChannels();
        int tilesPerPass = Math.max(1, Math.min(grid.count(), plan.samplesPerPass() / mirroring.count()));
        try (Progress.Stage stage = (grid.count() > MANY_PASSES * tilesPerPass ? progress : Progress.silent())
                .start("tiles", grid.count())) {
            for (int from = 0; from < grid.count(); from += tilesPerPass) {
                int to = Math.min(grid.count(), from + tilesPerPass);
                float[] tiles = new float[(to - from) * inputs * grid.voxels()];
                source.read(from, to, tiles);
                float[] values = forward(tiles, tensorShape(to - from, inputs), plan.samplesPerPass(), networks);
                for (int tile = from; tile < to; tile++) {
                    sum.add(tile, values, (tile - from) * outputs * grid.voxels());
                }
                stage.advance(to - from, "");
            }
        }
    }

    /** Mean logits over networks and mirrored views, {@code [tile][output][z][y][x]}; all native memory is freed again. */
    private float[] forward(float[] tiles, long[] shape, int samplesPerPass, List<Network> networks) {
        int views = mirroring.count();
        int viewsPerPass = (int) Math.max(1, Math.min(views, samplesPerPass / shape[0]));
        try (Scope scope = Scope.open()) {
            Tensor input = Tensors.to(Tensors.of(tiles, shape), settings.device());
            Tensor sum = null;
            for (int from = 0; from < views; from += viewsPerPass) {
                int to = Math.min(views, from + viewsPerPass);
                try (Scope inner = Scope.open()) {
                    Tensor part = mirroring.unstack(pass(mirroring.stack(input, from, to), networks), from, to);
                    sum = inner.pass(sum == null ? part : sum.add(part));
                }
            }
            if (sum == null) {
                throw new IllegalStateException("no view");
            }
            return Tensors.floats(sum.mul(new Scalar(1.0 / (views * networks.size()))));
        }
    }

    private static Tensor pass(Tensor input, List<Network> networks) {
        Tensor sum = null;
        for (Network network : networks) {
            try (Scope scope = Scope.open()) {
                Tensor logits = Tensors.to(network.forward(input, false).get(0), ScalarType.Float);
                sum = scope.pass(sum == null ? logits : sum.add(logits));
            }
        }
        if (sum == null) {
            throw new IllegalArgumentException("no network");
        }
        return sum;
    }

    private long[] tensorShape(long tiles, long channels) {
        return patch.length == 2
                ? new long[] {tiles, channels, patch[0], patch[1]}
                : new long[] {tiles, channels, patch[0], patch[1], patch[2]};
    }
}
