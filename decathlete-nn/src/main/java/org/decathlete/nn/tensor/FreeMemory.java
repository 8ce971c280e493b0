package org.decathlete.nn.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory is still to be had. */
public final class FreeMemory {
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

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

    /** Bytes that the machine can still give to this process, or {@link Long#MAX_VALUE} where it does not say. */
    public static long machine() {
        try {
            return Files.readAllLines(MEMORY_INFO).stream()
                    .filter(line -> line.startsWith(AVAILABLE))
                    .map(line ->
                            line.substring(AVAILABLE.length()).replace("kB", "").strip())
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
