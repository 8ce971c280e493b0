package org.decathlete.nn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.decathlete.nn.net.Gradients;
import org.decathlete.nn.net.WorkingWeights;
import org.decathlete.nn.tensor.Native;

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
         * @return their share of the loss
         */
        double learn(int from, int to, Gradients gradients);
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
        List<Future<Double>> started = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            started.add(executor.submit(() -> {
                all.countDown();
                all.await();
                return 0.0;
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
     * @return the sum of their losses
     */
    double learn(int[] bounds, WorkingWeights weights, Part part) {
        int parts = bounds.length - 1;
        int shared = count > 1 && weights.sideBySide() ? parts / count * count : 0;
        List<Gradients> gradients = new ArrayList<>();
        try {
            List<Future<Double>> running = new ArrayList<>();
            for (int lane = 0; lane < (shared > 0 ? count : 0); lane++) {
                int first = lane;
                Gradients own = weights.newGradients();
                gradients.add(own);
                running.add(executor.submit(() -> learn(bounds, first, shared, count, own, part)));
            }
            double sum = sum(running);
            if (shared < parts) {
                Gradients own = weights.newGradients();
                gradients.add(own);
                sum += learn(bounds, shared, parts, 1, own, part);
            }
            gradients.forEach(Gradients::addToWeights);
            return sum;
        } finally {
            gradients.forEach(Gradients::close);
        }
    }

    private static double learn(int[] bounds, int first, int end, int step, Gradients gradients, Part part) {
        double sum = 0;
        for (int i = first; i < end; i += step) {
            sum += part.learn(bounds[i], bounds[i + 1], gradients);
        }
        return sum;
    }

    /** Waits for all of them, also where one fails: their tensors are in use until then. */
    private static double sum(List<Future<Double>> running) {
        double sum = 0;
        RuntimeException failure = null;
        for (Future<Double> one : running) {
            try {
                sum += result(one);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return sum;
    }

    private static double result(Future<Double> future) {
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
