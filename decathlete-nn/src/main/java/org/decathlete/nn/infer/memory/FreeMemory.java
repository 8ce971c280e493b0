package org.decathlete.nn.infer.memory;

/** How much memory is still to be had. */
public final class FreeMemory {
    /** The rest is lost between the generations of the heap. */
    private static final double USABLE = 0.9;

    private FreeMemory() {}

    /** Bytes that the Java heap can hold in all. */
    public static long usableHeap() {
        return (long) (USABLE * Runtime.getRuntime().maxMemory());
    }

    /**
     * Bytes that the Java heap can still take. Garbage not yet collected counts as taken, unless that would be too little: then it
     * is collected first.
     *
     * @param wanted bytes
     */
    public static long heap(long wanted) {
        long free = heap();
        if (free < wanted) {
            System.gc();
            free = heap();
        }
        return free;
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
