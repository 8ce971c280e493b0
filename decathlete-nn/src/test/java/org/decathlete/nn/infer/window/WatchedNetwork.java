package org.decathlete.nn.infer.window;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.NetworkSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.Precision;

/** A network that several threads may use, and that sees which do. */
final class WatchedNetwork implements Network {
    private final Network network;
    private final boolean sideBySide;
    private final IntConsumer before;
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger passes = new AtomicInteger();

    /**
     * @param network does the work; its owner closes it
     * @param before called with the number of samples in each pass, before it begins
     */
    WatchedNetwork(Network network, boolean sideBySide, IntConsumer before) {
        this.network = network;
        this.sideBySide = sideBySide;
        this.before = before;
    }

    /** Names of the threads that were inside. */
    Set<String> threads() {
        return threads;
    }

    /** How many passes are under way. */
    int inside() {
        return inside.get();
    }

    /** How many were at the same time, at most. */
    int most() {
        return most.get();
    }

    /** How many began. */
    int passes() {
        return passes.get();
    }

    @Override
    public boolean predictsSideBySide() {
        return sideBySide;
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
    public WorkingWeights workingWeights(Precision precision, boolean learning, int... extents) {
        return network.workingWeights(precision, learning, extents);
    }

    @Override
    public List<Tensor> forward(Tensor input, boolean allHeads) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        passes.incrementAndGet();
        threads.add(Thread.currentThread().getName());
        try {
            before.accept((int) input.size(0));
            return network.forward(input, allHeads);
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void close() {}
}
