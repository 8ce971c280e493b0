package org.decathlete.core.preprocess;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/** Memory that several workers share: each waits until what its work needs is free. */
final class ByteBudget {
    private final long total;
    private long free;

    ByteBudget(long total) {
        this.total = total;
        this.free = total;
    }

    /** Does {@code work} with {@code bytes} taken; work that needs more than there is takes all, so that it runs alone. */
    void with(long bytes, Runnable work) {
        long share = Math.min(bytes, total);
        take(share);
        try {
            work.run();
        } finally {
            give(share);
        }
    }

    private synchronized void take(long share) {
        try {
            while (share > free) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(
                    ErrorKind.INTERRUPTED,
                    "interrupted while waiting for memory; run the same command again to go on",
                    e);
        }
        free -= share;
    }

    private synchronized void give(long share) {
        free += share;
        notifyAll();
    }
}
