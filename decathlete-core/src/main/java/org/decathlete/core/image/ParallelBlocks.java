package org.decathlete.core.image;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Work that falls into independent blocks, spread over threads. */
public final class ParallelBlocks {

    private ParallelBlocks() {}

    /**
     * Runs {@code work} once for each block 0 … {@code count - 1}, in any order, and returns when all are done.
     *
     * @param threads how many threads to use, the calling one included; at least 1
     * @throws RuntimeException what the first failing block threw; blocks not yet begun are left out
     */
    public static void run(int threads, int count, IntConsumer work) {
        if (threads <= 1 || count <= 1) {
            for (int block = 0; block < count; block++) {
                work.accept(block);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable worker = () -> drain(next, count, work, failure);
        Thread[] others = new Thread[Math.min(threads, count) - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Thread(worker, "blocks-" + i);
            others[i].setDaemon(true);
            others[i].start();
        }
        worker.run();
        boolean interrupted = false;
        for (Thread other : others) {
            interrupted |= joinFully(other);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(failure.get());
    }

    private static void drain(
            AtomicInteger next, int count, IntConsumer work, AtomicReference<@Nullable Throwable> failure) {
        try {
            for (int block = next.getAndIncrement(); block < count; block = next.getAndIncrement()) {
                work.accept(block);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            next.set(count);
        }
    }

    private static boolean joinFully(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
