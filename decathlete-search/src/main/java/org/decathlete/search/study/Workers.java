package org.decathlete.search.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several workers side by side, each in a thread of its own. */
public final class Workers {

    private Workers() {}

    /** What a worker does from beginning to end. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Runs all and waits for them. Where one ends with an error, or the calling thread is interrupted, the others are interrupted.
     *
     * @param count how many
     * @param work what each does, by its number from 0
     */
    public static void run(int count, IntFunction<Work> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Work own = work.apply(i);
                running.add(pool.submit(() -> {
                    own.run();
                    return null;
                }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker ended early: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
