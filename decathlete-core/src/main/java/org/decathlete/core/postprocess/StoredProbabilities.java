package org.decathlete.core.postprocess;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Probabilities in a file of their own ({@code CASE.probabilities}): chunks of a few planes of one class, compressed, which are read
 * one by one, and after them a JSON index with {@code format} and {@code version}. Values are exact to 8e-6. Thread-safe.
 */
public final class StoredProbabilities implements ProbabilityMap {
    /** How the names of such files end. */
    public static final String ENDING = ".probabilities";

    private static final int MOST_INDEX_BYTES = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ProbabilityIndex index;

    private StoredProbabilities(Path file, FileChannel channel, ProbabilityIndex index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
    }

    /** Writes a file, atomically, a few planes at a time. */
    public static void write(Path file, ProbabilityMap source) {
        AtomicFiles.write(file, stream -> new ProbabilityWriter(source, stream).write());
    }

    /**
     * Opens a file, for the caller to close.
     *
     * @throws DecathleteException of kind DATA when it is absent, damaged, something else, or of a newer version
     */
    public static StoredProbabilities open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new StoredProbabilities(file, channel, index(file, channel));
        } catch (IOException e) {
            close(channel);
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        } catch (RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    @Override
    public int classes() {
        return index.classes();
    }

    @Override
    public int[] size() {
        return index.size().clone();
    }

    @Override
    public void read(int classIndex, int firstPlane, int planes, float[] target) {
        int planeVoxels = index.size()[1] * index.size()[2];
        int plane = firstPlane;
        while (plane < firstPlane + planes) {
            int slab = plane / index.planes();
            int inSlab = plane - slab * index.planes();
            int count = Math.min(index.planesOf(slab) - inSlab, firstPlane + planes - plane);
            byte[] packed = chunk(classIndex * index.slabs() + slab);
            if (!ProbabilityChunk.unpack(
                    packed,
                    index.planesOf(slab) * planeVoxels,
                    inSlab * planeVoxels,
                    count * planeVoxels,
                    target,
                    (plane - firstPlane) * planeVoxels)) {
                throw damaged(file, null);
            }
            plane += count;
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private byte[] chunk(int number) {
        try {
            byte[] packed =
                    bytes(channel, index.offsets().get(number), index.lengths().get(number));
            if (ProbabilityChunk.checksum(packed) != index.checksums().get(number)) {
                throw damaged(file, null);
            }
            return packed;
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static ProbabilityIndex index(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < ProbabilityWriter.FOOTER_BYTES) {
            throw damaged(file, null);
        }
        byte[] footer = bytes(channel, size - ProbabilityWriter.FOOTER_BYTES, ProbabilityWriter.FOOTER_BYTES);
        long length = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] magic = Arrays.copyOfRange(footer, Long.BYTES, footer.length);
        if (!Arrays.equals(magic, ProbabilityWriter.MAGIC)
                || length < 2
                || length > Math.min(MOST_INDEX_BYTES, size - ProbabilityWriter.FOOTER_BYTES)) {
            throw damaged(file, null);
        }
        byte[] text = bytes(channel, size - ProbabilityWriter.FOOTER_BYTES - length, (int) length);
        ProbabilityIndex index = parsed(file, text);
        if (index.version() > ProbabilityIndex.VERSION) {
            throw DecathleteException.data(file + " has version " + index.version()
                    + ", newer than this program knows (" + ProbabilityIndex.VERSION + "); use the newer program");
        }
        if (!index.isSound(size)) {
            throw damaged(file, null);
        }
        return index;
    }

    private static ProbabilityIndex parsed(Path file, byte[] text) {
        try {
            return Json.mapper().readValue(text, ProbabilityIndex.class);
        } catch (JacksonException e) {
            throw damaged(file, e);
        }
    }

    private static byte[] bytes(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        return buffer.array();
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It was only read from.
        }
    }

    private static DecathleteException damaged(Path file, @Nullable Throwable cause) {
        return new DecathleteException(
                ErrorKind.DATA,
                file + " is damaged or holds no probabilities of ours; delete it and predict again with "
                        + "--save-probabilities"
                        + (cause == null ? "" : " (" + cause + ")"),
                cause);
    }
}
