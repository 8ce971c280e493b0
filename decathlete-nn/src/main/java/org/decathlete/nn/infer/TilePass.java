package org.decathlete.nn.infer;

import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Autocast;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** Mean logits of some tiles over networks and mirrored views. All native memory of a pass is freed at its end. */
final class TilePass {
    private final List<Network> networks;
    private final Mirroring mirroring;
    private final WindowSettings settings;
    private final int samplesPerPass;

    /**
     * @param networks at least one, with the same inputs and outputs
     * @param samplesPerPass tiles or views that go through a network together
     */
    TilePass(List<Network> networks, Mirroring mirroring, WindowSettings settings, int samplesPerPass) {
        this.networks = networks;
        this.mirroring = mirroring;
        this.settings = settings;
        this.samplesPerPass = samplesPerPass;
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
     */
    void forward(float[] tiles, long[] shape, float[] target) {
        int views = mirroring.count();
        int viewsPerPass = (int) Math.max(1, Math.min(views, samplesPerPass / shape[0]));
        try (Scope scope = Scope.open()) {
            Tensor input = Tensors.to(Tensors.of(tiles, shape), settings.device());
            Tensor sum = null;
            for (int from = 0; from < views; from += viewsPerPass) {
                int to = Math.min(views, from + viewsPerPass);
                try (Scope inner = Scope.open()) {
                    Tensor part = mirroring.unstack(sum(mirroring.stack(input, from, to)), from, to);
                    sum = inner.pass(sum == null ? part : sum.add(part));
                }
            }
            if (sum == null) {
                throw new IllegalStateException("no view");
            }
            int summands = views * networks.size();
            Tensors.read(summands == 1 ? sum : sum.mul(new Scalar(1.0 / summands)), target);
        }
    }

    private Tensor sum(Tensor input) {
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
}
