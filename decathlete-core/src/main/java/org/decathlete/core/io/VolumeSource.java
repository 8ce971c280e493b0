package org.decathlete.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.decathlete.core.run.DecathleteException;

/**
 * A volume's file, with gzip taken off where its first bytes say so; several gzip members in a row are one stream.
 *
 * @param file the file
 * @param size its bytes on disk
 * @param gzipped whether it is compressed
 */
record VolumeSource(Path file, long size, boolean gzipped) {
    private static final int BUFFER = 1 << 16;
    /** Deflate cannot shrink anything by more than 1032 : 1. */
    private static final long LARGEST_RATIO = 1100;
    /** What a stream may claim above this ratio is counted before it is believed. */
    private static final long COMMON_RATIO = 32;

    private static final long ALWAYS_FINE = 1 << 20;

    static VolumeSource open(Path file) {
        if (!Files.exists(file)) {
            throw DecathleteException.data(file + " does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data(file + " is not a file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            boolean gzipped = stream.read() == 0x1f && stream.read() == 0x8b;
            return new VolumeSource(file, Files.size(file), gzipped);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }

    /** The content, uncompressed. The caller closes it. */
    InputStream stream() throws IOException {
        InputStream stream = Files.newInputStream(file);
        if (!gzipped) {
            return stream;
        }
        try {
            return new GZIPInputStream(stream, BUFFER);
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** The first bytes of the content, fewer where there are no more. */
    byte[] start(int count) {
        try (InputStream stream = stream()) {
            return stream.readNBytes(count);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /**
     * Refuses a claim that this file cannot hold: a plain file's size is known, and a gzipped one cannot grow beyond deflate's
     * ratio. Costs nothing.
     *
     * @param claimed bytes of content that the header claims
     */
    void requirePlausible(long claimed) {
        long most = gzipped ? size * LARGEST_RATIO : size;
        if (claimed > most) {
            throw truncated(claimed, "cannot hold more than " + most);
        }
    }

    /** Refuses a claim that this file does not hold, before anyone allocates as much. An uncommonly high one is counted. */
    void requireDelivered(long claimed) {
        if (gzipped && claimed > ALWAYS_FINE && claimed > size * COMMON_RATIO) {
            long counted = count(claimed);
            if (counted < claimed) {
                throw truncated(claimed, "holds " + counted);
            }
        }
    }

    DecathleteException damaged(IOException cause) {
        return DecathleteException.data(
                file + " is damaged or truncated (" + cause.getMessage() + "); copy or export it again", cause);
    }

    private DecathleteException truncated(long claimed, String what) {
        return DecathleteException.data(file + " is truncated or its header is wrong: the header asks for " + claimed
                + " bytes, the file " + what + "; copy or export it again");
    }

    private long count(long enough) {
        byte[] block = new byte[BUFFER];
        long counted = 0;
        try (InputStream stream = stream()) {
            int read = stream.read(block);
            while (read > 0 && counted < enough) {
                counted += read;
                read = stream.read(block);
            }
            return counted + Math.max(read, 0);
        } catch (IOException e) {
            throw damaged(e);
        }
    }
}
