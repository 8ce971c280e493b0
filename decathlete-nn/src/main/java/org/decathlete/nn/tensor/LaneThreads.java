package org.decathlete.nn.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lanes that compute side by side, each on threads of its own. Threads that share an operation wait for each other some thousand
 * times a pass, and a core that something else uses for a moment stops them all; lanes wait for each other once.
 */
public final class LaneThreads implements AutoCloseable {
    /**
     * Voxels of a sample up to which lanes are used. Larger ones keep all threads busy within an operation, and are not held in memory
     * once for each lane.
     */
    public static final long LARGEST_SAMPLE = 1L << 18;

    /** Starts lanes as {@link LaneThreads#of(int, int)} does. */
    @FunctionalInterface
    public interface Start {
        LaneThreads lanes(int threads, int most);
    }

    /** Whoever starts lanes changes what all new threads take up. */
    private static final Object STARTING = new Object();

    /** How Java's virtual machine says that the system starts no more threads. */
    private static final String REFUSAL = "native thread";

    private final int count;
    private final boolean refused;
    private final ExecutorService executor;

    private LaneThreads(int count, int perLane, boolean refused, ThreadFactory threads) {
        this.count = count;
        this.refused = refused;
        this.executor = Executors.newFixedThreadPool(
                count,
                task -> threads.newThread(() -> {
                    Native.threadsOfThisThread(perLane);
                    task.run();
                }));
    }

    /** How many lanes share out all threads evenly, {@code most} of them at most. */
    public static int count(int threads, int most) {
        int count = Math.max(1, Math.min(threads, most));
        while (threads % count != 0) {
            count--;
        }
        return count;
    }

    /**
     * Lanes that share out all threads evenly; a single one where the system {@linkplain #refused refuses} them their threads. Until this
     * returns no other thread may begin to use libtorch: it would take up the number of a lane. Several threads may call this, one goes after
     * the other.
     *
     * @param threads for all of them together
     * @param most lanes
     */
    public static LaneThreads of(int threads, int most) {
        return of(threads, most, task -> {
            Thread thread = new Thread(task, "lane");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param factory of the lanes' threads */
    static LaneThreads of(int threads, int most, ThreadFactory factory) {
        int count = count(threads, most);
        LaneThreads lanes = new LaneThreads(count, threads / count, false, factory);
        if (count > 1) {
            synchronized (STARTING) {
                if (!lanes.startAndRestore()) {
                    return new LaneThreads(1, threads, true, factory);
                }
            }
        }
        return lanes;
    }

    /** Whether the system gave all lanes their threads; where it did not, those that started end. */
    private boolean startAndRestore() {
        int common = Native.threads();
        boolean done = false;
        try {
            start();
            done = true;
        } catch (OutOfMemoryError e) {
            if (!String.valueOf(e.getMessage()).contains(REFUSAL)) {
                throw e;
            }
        } finally {
            if (!done) {
                // Those that did start wait for the others.
                executor.shutdownNow();
            }
            Native.threads(common);
        }
        return done;
    }

    /** Has every lane set its number of threads, which changes the common one for a moment. */
    private void start() {
        CountDownLatch all = new CountDownLatch(count);
        List<Future<Boolean>> started = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            started.add(submit(() -> {
                all.countDown();
                all.await();
                return true;
            }));
        }
        started.forEach(LaneThreads::result);
    }

    /** How many things are in work at a time. */
    public int count() {
        return count;
    }

    /** Whether there should have been more, but the system started no more threads; whoever asked computes in turn then. */
    public boolean refused() {
        return refused;
    }

    /** Hands something to the lane that is free next. */
    public <T> Future<T> submit(Callable<T> work) {
        return executor.submit(work);
    }

    /**
     * Runs {@code work} once for each of 0 … {@code times - 1} and waits for all of them, also where one fails: their tensors are in use
     * until then.
     *
     * @param times no more than there are lanes to have them run at the same time
     * @throws RuntimeException what the first of them threw that failed; so with errors
     */
    public void run(int times, IntConsumer work) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int index = i;
            running.add(executor.submit(() -> work.accept(index)));
        }
        Future<?> failed = null;
        for (Future<?> one : running) {
            try {
                result(one);
            } catch (RuntimeException | Error e) {
                failed = failed == null ? one : failed;
            }
        }
        if (failed != null) {
            result(failed);
        }
    }

    /** The result, or what was thrown instead of it. An interruption of this thread is kept for later: a pass ends by itself. */
    public static <T extends @Nullable Object> T result(Future<T> future) {
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

    /** Lets the threads go; what was handed over runs to its end. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
