package org.decathlete.nn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.net.Gradients;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;

/**
 * Learns from the parts of a batch side by side, each lane on threads of its own. Threads that share an operation wait for each other
 * some thousand times a step, and a core that something else uses for a moment stops them all; lanes wait once. Which lane takes
 * which part is fixed, and sums are made in a fixed order, so that results do not depend on who was quicker.
 */
final class Lanes implements AutoCloseable {

    /** Learns from some samples of a batch. */
    @FunctionalInterface
    interface Part {
        /**
         * @param from first sample
         * @param to sample after the last
         * @param gradients where to add theirs
         * @return their share of the loss, a float64 scalar in the scope around the call
         */
        Tensor learn(int from, int to, Gradients gradients);
    }

    private final int count;
    private final ExecutorService executor;

    private Lanes(int count, int threads) {
        this.count = count;
        int perLane = threads / count;
        this.executor = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(
                    () -> {
                        Native.threadsOfThisThread(perLane);
                        task.run();
                    },
                    "lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Lanes that share out all threads evenly.
     *
     * @param threads of the calling thread's operations
     * @param most lanes
     */
    static Lanes of(int threads, int most) {
        int count = Math.max(1, Math.min(threads, most));
        while (threads % count != 0) {
            count--;
        }
        Lanes lanes = new Lanes(count, threads);
        if (count > 1) {
            lanes.start(threads);
        }
        return lanes;
    }

    /** Has every lane set its number of threads, which changes the common one for a moment. */
    private void start(int threads) {
        CountDownLatch all = new CountDownLatch(count);
        List<Future<Boolean>> started = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            started.add(executor.submit(() -> {
                all.countDown();
                all.await();
                return true;
            }));
        }
        started.forEach(Lanes::result);
        Native.threads(threads);
    }

    /** How many parts are in work at a time, at most. */
    int count() {
        return count;
    }

    /**
     * Learns from all parts and adds their gradients to those of the weights. Parts that do not fill all lanes are left to the calling
     * thread.
     *
     * @param bounds samples before each part, and at the end all of them
     * @return the sum of their losses, a float64 scalar where they are
     */
    Tensor learn(int[] bounds, WorkingWeights weights, Part part) {
        int parts = bounds.length - 1;
        int shared = count > 1 && weights.sideBySide() ? parts / count * count : 0;
        List<Gradients> gradients = new ArrayList<>();
        List<Tensor> sums = new ArrayList<>();
        try {
            for (int lane = 0; lane < (shared > 0 ? count : 0); lane++) {
                gradients.add(weights.newGradients());
            }
            List<Future<Tensor>> running = new ArrayList<>();
            for (int lane = 0; lane < gradients.size(); lane++) {
                int first = lane;
                Gradients own = gradients.get(lane);
                running.add(executor.submit(() -> learn(bounds, first, shared, count, own, part)));
            }
            await(running, sums);
            if (shared < parts) {
                Gradients own = weights.newGradients();
                gradients.add(own);
                sums.add(learn(bounds, shared, parts, 1, own, part));
            }
            gradients.forEach(Gradients::addToWeights);
            return sum(sums);
        } finally {
            sums.forEach(Tensor::close);
            gradients.forEach(Gradients::close);
        }
    }

    /** Learns from the parts of a lane on the thread of the lane; the sum of their losses is kept. */
    private static Tensor learn(int[] bounds, int first, int end, int step, Gradients gradients, Part part) {
        try (Scope scope = Scope.open()) {
            Tensor sum = part.learn(bounds[first], bounds[first + 1], gradients);
            for (int i = first + step; i < end; i += step) {
                sum.add_(part.learn(bounds[i], bounds[i + 1], gradients));
            }
            return Scope.keep(sum);
        }
    }

    /** Waits for all of them, also where one fails: their tensors are in use until then. */
    private static void await(List<Future<Tensor>> running, List<Tensor> sums) {
        RuntimeException failure = null;
        for (Future<Tensor> one : running) {
            try {
                sums.add(result(one));
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Tensor sum(List<Tensor> sums) {
        Tensor sum = sums.get(0).clone();
        for (Tensor one : sums.subList(1, sums.size())) {
            sum.add_(one);
        }
        return sum;
    }

    private static <T> T result(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
