package org.decathlete.nn.infer.window;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Network;

/** A network that finds no memory, in libtorch's words, for more than some samples at once. */
final class GreedyNetwork implements Network {
    private final Network network;
    private final int most;
    private int refused;

    GreedyNetwork(Network network, int most) {
        this.network = network;
        this.most = most;
    }

    /** How often memory ran out. */
    int refused() {
        return refused;
    }

    @Override
    public NetworkSpec spec() {
        return network.spec();
    }

    @Override
    public Map<String, Tensor> parameters() {
        return network.parameters();
    }

    @Override
    public List<Tensor> forward(Tensor input, boolean allHeads) {
        if (input.size(0) > most) {
            refused++;
            throw new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB");
        }
        return network.forward(input, allHeads);
    }

    @Override
    public void close() {
        // The other network is its owner's.
    }
}
