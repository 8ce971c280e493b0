package org.decathlete.nn.train.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.decathlete.core.run.DecathleteException;

/**
 * Makes batches ahead of their use, in order, a bounded number of them. On a processor one worker is enough and two would take
 * cores from libtorch, whose threads wait for each other.
 */
public final class BatchLoader<T> implements AutoCloseable {
    private static final int DEPTH = 2;

    private final LongFunction<T> maker;
    private final ExecutorService workers;
    private final Deque<Future<T>> ahead = new ArrayDeque<>();
    private final int depth;
    private final long end;
    private long next;

    /**
     * @param maker makes the batch of an iteration
     * @param first iteration of the first batch
     * @param end one past the last
     * @param threads workers, at least 1
     */
    public BatchLoader(LongFunction<T> maker, long first, long end, int threads) {
        this.maker = maker;
        this.next = first;
        this.end = end;
        this.depth = Math.max(DEPTH, threads);
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "batch-loader");
            thread.setDaemon(true);
            return thread;
        });
        refill();
    }

    /**
     * The next batch, in order of iterations; waits for it where needed.
     *
     * @throws DecathleteException what making it threw
     * @throws InterruptedException when this thread was interrupted while it waited
     */
    public T next() throws InterruptedException {
        try {
            T batch = ahead.removeFirst().get();
            refill();
            return batch;
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(ExecutionException wrapper) {
        if (wrapper.getCause() instanceof Error error) {
            throw error;
        }
        return wrapper.getCause() instanceof RuntimeException known ? known : new IllegalStateException(wrapper);
    }

    private void refill() {
        while (ahead.size() < depth && next < end) {
            long iteration = next++;
            ahead.addLast(workers.submit(() -> maker.apply(iteration)));
        }
    }

    /** Stops the workers; what they were making is lost. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
