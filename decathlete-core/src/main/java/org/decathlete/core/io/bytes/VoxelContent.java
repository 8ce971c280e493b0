package org.decathlete.core.io.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;

/**
 * What delivers the voxels of a file as bytes, one sample after the other, whatever compression or layout the file has. It knows
 * how much it can deliver at most, so that a claim is checked before anyone allocates as much.
 */
public interface VoxelContent {
    /** Bytes that are believed in any case: nobody runs out of memory for them. */
    long ALWAYS_FINE = 1 << 20;
    /** What a stream may claim above this ratio is counted before it is believed. */
    long COMMON_RATIO = 32;
    /** Deflate cannot shrink anything by more than 1032 : 1. */
    long LARGEST_RATIO = 1100;

    /** The file, for messages. */
    Path file();

    /** The samples. The caller closes it. */
    InputStream stream() throws IOException;

    /** Whether something may follow the samples that tells whether they are whole, such as a checksum. */
    boolean compressed();

    /** Bytes that {@link #stream} keeps in memory. */
    default long workingMemory() {
        return 0;
    }

    /**
     * Refuses a number of bytes that the file cannot hold. Costs nothing.
     *
     * @throws DecathleteException of kind DATA when it cannot
     */
    void requirePlausible(long claimed);

    /**
     * Refuses a number of bytes that the file does not hold, before anyone allocates as much; an uncommonly high one is counted.
     *
     * @throws DecathleteException of kind DATA when it does not
     */
    void requireDelivered(long claimed);

    /** The file is damaged. */
    static DecathleteException damaged(Path file, IOException cause) {
        return DecathleteException.data(
                file + " is damaged or truncated (" + cause.getMessage() + "); copy or export it again", cause);
    }

    /**
     * The header claims more than there is.
     *
     * @param claimed bytes
     * @param what what is known of the file instead, such as {@code holds 12}
     */
    static DecathleteException truncated(Path file, long claimed, String what) {
        return DecathleteException.data(file + " is truncated or its header is wrong: the header asks for " + claimed
                + " bytes, the file " + what + "; copy or export it again");
    }

    /** Reads a stream to its end, or until {@code enough} bytes have come; gives how many came. */
    static long count(InputStream stream, long enough) throws IOException {
        byte[] block = new byte[Compression.BUFFER];
        long counted = 0;
        int read = stream.read(block);
        while (read > 0 && counted < enough) {
            counted += read;
            read = stream.read(block);
        }
        return counted + Math.max(read, 0);
    }
}
