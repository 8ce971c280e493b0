package org.decathlete.nn.infer.memory;

import java.util.Locale;

/** Memory in words. */
public final class MemoryText {
    private static final double GIGABYTE = 1e9;

    private MemoryText() {}

    /** A number of bytes for people. */
    public static String of(long bytes) {
        return bytes < GIGABYTE
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
    }

    /**
     * What a user can do about a Java heap that is too small.
     *
     * @param missing bytes by which it is too small; 0 where that is not known
     */
    public static String remedy(long missing) {
        long gibibytes = (Runtime.getRuntime().maxMemory() + missing + missing / 4) / (1L << 30) + 1;
        return "give Java more (DECATHLETE_JAVA_OPTIONS=-Xmx" + gibibytes
                + "g, where the machine has it) or crop the image";
    }
}
