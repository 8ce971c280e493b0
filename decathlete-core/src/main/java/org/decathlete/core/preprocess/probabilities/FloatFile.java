package org.decathlete.core.preprocess.probabilities;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/** A temporary file of floats, deleted when it is closed; on Linux it has no name while it is open, so that a kill frees it too. Thread-safe. */
final class FloatFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    /**
     * @param count how many floats it will hold
     * @throws DecathleteException of kind RESOURCE when the disk has no room for them
     */
    FloatFile(Path file, long count) {
        this.file = file;
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            long bytes = count * Float.BYTES;
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes) {
                throw new IOException(bytes / 1_000_000 + " MB are needed, " + free / 1_000_000 + " MB are free");
            }
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Writes {@code length} values to a place that is counted in floats. */
    void write(long at, float[] values, int from, int length) {
        ByteBuffer bytes = buffer(length);
        bytes.asFloatBuffer().put(values, from, length);
        long position = at * Float.BYTES;
        try {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Reads {@code length} values into the beginning of an array. */
    void read(long at, float[] values, int length) {
        ByteBuffer bytes = buffer(length);
        long position = at * Float.BYTES;
        try {
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, position);
                if (count < 0) {
                    throw new EOFException("it ends at " + position);
                }
                position += count;
            }
        } catch (IOException e) {
            throw refused(e);
        }
        bytes.flip().asFloatBuffer().get(values, 0, length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(Math.multiplyExact(length, Float.BYTES)).order(ByteOrder.nativeOrder());
    }

    private DecathleteException refused(IOException e) {
        return new DecathleteException(
                ErrorKind.RESOURCE,
                "probabilities cannot be kept in the temporary file " + file + " (" + e
                        + "). Free disk space or check the permissions, or do without --save-probabilities",
                e);
    }
}
