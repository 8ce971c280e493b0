package org.decathlete.nn.infer.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.DeviceMemory;
import org.decathlete.nn.tensor.LaneThreads;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Mean logits of tiles, passes side by side: lanes compute, and the calling thread adds up what they say in a fixed order, so that the
 * bits do not depend on who was quicker.
 */
final class TileLanes {
    /** Passes handed over and not yet added, for each lane: one that is held up does not stop the others at once. */
    static final int AHEAD = 2;

    private final TilePass pass;
    private final TileInput input;
    private final int outputVoxels;
    private final LaneThreads lanes;

    /** Receives what the networks say about a batch. */
    @FunctionalInterface
    interface Sink {
        /** @param logits {@code [tile][output][z][y][x]}, valid during the call */
        void accept(TileBatch batch, float[] logits);
    }

    /**
     * @param outputVoxels logits of a tile
     * @param lanes that compute
     */
    TileLanes(TilePass pass, TileInput input, int outputVoxels, LaneThreads lanes) {
        this.pass = pass;
        this.input = input;
        this.outputVoxels = outputVoxels;
        this.lanes = lanes;
    }

    /**
     * Computes batches and hands them over in their order. When this returns or throws, no lane is at work.
     *
     * @param sums for the logits of the largest batch
     * @return how many were handed over: not all where memory ran out for passes side by side
     */
    int run(List<TileBatch> batches, float[] sums, Sink sink) {
        List<TilePart> parts = new ArrayList<>();
        batches.forEach(batch -> parts.addAll(pass.parts(batch)));
        int shared = shared(parts.size());
        AtomicBoolean over = new AtomicBoolean();
        Queue<Future<float[]>> running = new ArrayDeque<>();
        int done = 0;
        int next = 0;
        boolean handingOver = false;
        Throwable failure = null;
        try {
            for (TilePart part : parts) {
                for (; next < shared && running.size() < AHEAD * lanes.count(); next++) {
                    TilePart one = parts.get(next);
                    running.add(lanes.submit(() -> over.get() ? new float[0] : compute(one)));
                }
                Future<float[]> first = running.poll();
                add(sums, part, first == null ? compute(part) : LaneThreads.result(first));
                if (part.ends()) {
                    handingOver = true;
                    sink.accept(part.batch(), sums);
                    handingOver = false;
                    done++;
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        over.set(true);
        for (Future<float[]> one : running) {
            failure = awaited(one, failure);
        }
        // What may be added in part already cannot be computed again.
        if (failure != null && (handingOver || !isShortage(failure))) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
        return done;
    }

    /** How many of some passes are shared out; the last that would leave most lanes idle take all threads one by one. */
    private int shared(int parts) {
        int rest = parts % lanes.count();
        return rest <= lanes.count() / 2 ? parts - rest : parts;
    }

    private float[] compute(TilePart part) {
        float[] sum = new float[Math.multiplyExact(part.batch().size(), outputVoxels)];
        pass.prepared(() -> {
            try (Scope scope = Scope.open()) {
                Tensor tiles = Tensors.of(input.values(part.batch()), input.shape(part.batch()));
                Tensors.read(pass.sum(part, tiles), sum);
            }
        });
        return sum;
    }

    private void add(float[] sums, TilePart part, float[] values) {
        if (part.begins()) {
            System.arraycopy(values, 0, sums, 0, values.length);
        } else {
            for (int i = 0; i < values.length; i++) {
                sums[i] += values[i];
            }
        }
        float share = (float) (1.0 / pass.summands());
        for (int i = 0; part.ends() && i < values.length; i++) {
            sums[i] *= share;
        }
    }

    /** Waits for a lane; returns what is to be told in the end: the first failure, or the first that is more than want of memory. */
    private static @Nullable Throwable awaited(Future<?> running, @Nullable Throwable failure) {
        try {
            LaneThreads.result(running);
            return failure;
        } catch (RuntimeException | Error e) {
            if (failure == null || failure == e) {
                return e;
            }
            boolean worse = isShortage(failure) && !isShortage(e);
            Throwable told = worse ? e : failure;
            told.addSuppressed(worse ? failure : e);
            return told;
        }
    }

    /** Whether memory lacks, of the Java heap or beside it. */
    private static boolean isShortage(Throwable failure) {
        return failure instanceof OutOfMemoryError
                || (failure instanceof RuntimeException refused && DeviceMemory.isExhausted(refused));
    }
}
