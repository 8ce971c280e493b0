package org.decathlete.app.project;

import java.util.function.BooleanSupplier;

/** Passes a request to stop on to work that does not look for it itself. */
public final class StopWatcher implements AutoCloseable {
    private final Thread thread;

    private StopWatcher(Thread thread) {
        this.thread = thread;
    }

    /**
     * Calls {@code stop} once when {@code wanted} turns true, in a thread of its own that ends with {@link #close}.
     *
     * @param pollMillis between two looks, in milliseconds
     */
    public static StopWatcher start(BooleanSupplier wanted, Runnable stop, long pollMillis) {
        Thread thread = new Thread(() -> watch(wanted, stop, pollMillis), "stop-watcher");
        thread.setDaemon(true);
        thread.start();
        return new StopWatcher(thread);
    }

    private static void watch(BooleanSupplier wanted, Runnable stop, long pollMillis) {
        try {
            while (!wanted.getAsBoolean()) {
                Thread.sleep(pollMillis);
            }
            stop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
