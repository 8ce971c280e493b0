package org.decathlete.core.io.format;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.jspecify.annotations.Nullable;

/** Allocates a volume's arrays, or says in a typed error that the memory is too small for them. */
final class Allocation {
    private static final int MEBIBYTE = 1 << 20;
    private static final double SHARE_OF_HEAP = 0.8;

    private Allocation() {}

    /** Refuses what could not even be allocated in an empty heap. */
    static void requireRoom(Path file, long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) {
            throw tooLarge(file, bytes, null);
        }
    }

    /**
     * Allocates.
     *
     * @param file what is read, for the error
     * @param bytes how much the arrays take
     */
    static <T> T of(Path file, long bytes, Supplier<T> arrays) {
        requireRoom(file, bytes);
        try {
            return arrays.get();
        } catch (OutOfMemoryError e) {
            // Only these arrays were asked for; what failed to come into being leaves nothing broken behind.
            throw tooLarge(file, bytes, e);
        }
    }

    private static DecathleteException tooLarge(Path file, long bytes, @Nullable Throwable cause) {
        return new DecathleteException(
                ErrorKind.RESOURCE,
                file + " needs " + (bytes / MEBIBYTE + 1)
                        + " MiB of memory for its voxels; the Java heap is limited to "
                        + Runtime.getRuntime().maxMemory() / MEBIBYTE
                        + " MiB, part of which is in use. Give it more with -Xmx",
                cause);
    }
}
