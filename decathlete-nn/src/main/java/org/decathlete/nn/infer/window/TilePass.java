package org.decathlete.nn.infer.window;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.Autocast;
import org.decathlete.nn.tensor.DeviceMemory;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Mean logits of some tiles over networks and mirrored views. All native memory of a pass is freed at its end. Where the memory turns
 * out not to suffice for a pass, this one and all that follow are half as large.
 */
final class TilePass {
    private final List<Network> networks;
    private final Mirroring mirroring;
    private final WindowSettings settings;
    private int samplesPerPass;

    /**
     * @param networks at least one, with the same inputs and outputs
     * @param samplesPerPass tiles or views that go through a network together, at most
     */
    TilePass(List<Network> networks, Mirroring mirroring, WindowSettings settings, int samplesPerPass) {
        this.networks = networks;
        this.mirroring = mirroring;
        this.settings = settings;
        this.samplesPerPass = samplesPerPass;
    }

    /** Tiles or views that go through a network together, at most. */
    int samplesPerPass() {
        return samplesPerPass;
    }

    /**
     * Runs something during which the networks compute with weights that were converted once.
     *
     * @throws DecathleteException of kind RESOURCE when the memory does not suffice for the converted weights
     */
    void converted(int[] extents, Runnable work) {
        List<WorkingWeights> open = new ArrayList<>();
        try {
            for (Network network : networks) {
                open.add(workingWeights(network, extents));
            }
            work.run();
        } finally {
            open.forEach(WorkingWeights::close);
        }
    }

    private WorkingWeights workingWeights(Network network, int[] extents) {
        try {
            return network.workingWeights(settings.precision(), false, extents);
        } catch (RuntimeException e) {
            throw DeviceMemory.isExhausted(e) ? shortage("the converted weights of a network", e) : e;
        }
    }

    private DecathleteException shortage(String what, RuntimeException failure) {
        return new DecathleteException(
                ErrorKind.RESOURCE,
                "not enough memory on " + settings.device() + " for " + what + "; close other programs"
                        + (settings.device().cuda() ? ", or use --device cpu" : ""),
                failure);
    }

    /** Runs something with the settings' precision and without gradients, and leaves this thread as it was. */
    void prepared(Runnable work) {
        boolean gradients = GradMode.is_enabled();
        GradMode.set_enabled(false);
        try (Autocast autocast = Autocast.open(settings.device(), settings.precision())) {
            work.run();
        } finally {
            GradMode.set_enabled(gradients);
        }
    }

    /**
     * The mean logits.
     *
     * @param tiles {@code [tile][input][z][y][x]}
     * @param shape of the tiles as a tensor
     * @param target receives {@code [tile][output][z][y][x]}
     * @throws DecathleteException of kind RESOURCE when the memory does not suffice for a single tile
     */
    void forward(float[] tiles, long[] shape, float[] target) {
        while (true) {
            try (Scope scope = Scope.open()) {
                Tensors.read(mean(Tensors.to(Tensors.of(tiles, shape), settings.device())), target);
                return;
            } catch (RuntimeException e) {
                if (!DeviceMemory.isExhausted(e)) {
                    throw e;
                }
                if (samplesPerPass == 1) {
                    throw shortage("a single tile", e);
                }
                samplesPerPass /= 2;
            }
        }
    }

    /** How many things are summed up for a tile: what each network says about each view. */
    int summands() {
        return mirroring.count() * networks.size();
    }

    /** All passes over a batch, in the order in which their sums are added. */
    List<TilePart> parts(TileBatch batch) {
        int views = mirroring.count();
        int together = viewsPerPass(batch.size());
        List<TilePart> parts = new ArrayList<>();
        for (int from = 0; from < views; from += together) {
            for (Network network : networks) {
                int count = parts.size() + 1;
                boolean ends = count == networks.size() * ((views + together - 1) / together);
                parts.add(new TilePart(batch, from, Math.min(views, from + together), network, count == 1, ends));
            }
        }
        return parts;
    }

    /**
     * What one pass says.
     *
     * @param tiles of its batch
     * @return the sum over its views, float32, in the scope around the call
     */
    Tensor sum(TilePart part, Tensor tiles) {
        return sum(part.network(), mirroring.stack(tiles, part.from(), part.to()), part.from(), part.to());
    }

    private Tensor sum(Network network, Tensor stacked, int from, int to) {
        try (Scope scope = Scope.open()) {
            return scope.pass(mirroring.sum(network.forward(stacked, false).get(0), from, to));
        }
    }

    private int viewsPerPass(long tiles) {
        return (int) Math.max(1, Math.min(mirroring.count(), samplesPerPass / tiles));
    }

    private Tensor mean(Tensor input) {
        int samples = (int) input.size(0);
        int together = Math.min(samples, samplesPerPass);
        Tensor result = together == samples ? null : emptyLike(input);
        for (int from = 0; from < samples; from += together) {
            int count = Math.min(together, samples - from);
            try (Scope scope = Scope.open()) {
                Tensor sum = sum(input.narrow(0, from, count));
                if (result == null) {
                    result = scope.pass(sum);
                } else {
                    result.narrow(0, from, count).copy_(sum);
                }
            }
        }
        if (result == null) {
            throw new IllegalArgumentException("no tile");
        }
        return summands() == 1 ? result : result.mul_(new Scalar(1.0 / summands()));
    }

    private Tensor sum(Tensor input) {
        int views = mirroring.count();
        int viewsPerPass = viewsPerPass(input.size(0));
        Tensor sum = null;
        for (int from = 0; from < views; from += viewsPerPass) {
            sum = add(sum, input, from, Math.min(views, from + viewsPerPass));
        }
        if (sum == null) {
            throw new IllegalStateException("no view");
        }
        return sum;
    }

    /** Adds what all networks say about some views. */
    private Tensor add(@Nullable Tensor sum, Tensor input, int from, int to) {
        Tensor result = sum;
        try (Scope scope = Scope.open()) {
            Tensor stacked = mirroring.stack(input, from, to);
            for (Network network : networks) {
                try (Scope inner = Scope.open()) {
                    Tensor next = sum(network, stacked, from, to);
                    if (result == null) {
                        result = inner.pass(next);
                    } else {
                        result.add_(next);
                    }
                }
            }
            if (result == null) {
                throw new IllegalArgumentException("no network");
            }
            return sum == null ? scope.pass(result) : sum;
        }
    }

    private Tensor emptyLike(Tensor input) {
        long[] shape = input.shape();
        shape[1] = networks.get(0).spec().outputChannels();
        return Tensors.empty(ScalarType.Float, settings.device(), shape);
    }
}
