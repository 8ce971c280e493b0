package org.decathlete.core.fingerprint;

import java.util.concurrent.Semaphore;

/** Lets so much work in at a time as there is memory for; work that needs more than all of it runs alone. */
final class MemoryGate {
    private static final long UNIT = 1 << 20;
    private static final double SHARE_OF_HEAP = 0.6;

    private final int units;
    private final Semaphore free;

    MemoryGate(long bytes) {
        this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.free = new Semaphore(units, true);
    }

    /** A gate for most of this process's heap. */
    static MemoryGate ofHeap() {
        return new MemoryGate((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
    }

    /** Waits until there is room; returns what to give to {@link #release}. */
    int acquire(long bytes) throws InterruptedException {
        int wanted = (int) Math.max(1, Math.min(units, bytes / UNIT));
        free.acquire(wanted);
        return wanted;
    }

    void release(int taken) {
        free.release(taken);
    }
}
