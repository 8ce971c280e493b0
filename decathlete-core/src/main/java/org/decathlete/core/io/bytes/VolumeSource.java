package org.decathlete.core.io.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;

/**
 * A volume's file, or what follows a place in it, with compression taken off.
 *
 * @param file the file
 * @param from where it begins
 * @param size bytes on disk from there on
 * @param compression what is taken off
 */
public record VolumeSource(Path file, long from, long size, Compression compression) implements VoxelContent {

    /**
     * A whole file, with gzip taken off where its first bytes say so.
     *
     * @throws DecathleteException of kind DATA when there is no such file or it cannot be read
     */
    public static VolumeSource open(Path file) {
        VolumeSource plain = plain(file);
        byte[] start = plain.start(2);
        boolean gzipped = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
        return gzipped ? plain.part(0, Compression.GZIP) : plain;
    }

    /**
     * A whole file as it stands.
     *
     * @throws DecathleteException of kind DATA when there is no such file or it cannot be read
     */
    public static VolumeSource plain(Path file) {
        if (!Files.exists(file)) {
            throw DecathleteException.data(file + " does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data(file + " is not a file");
        }
        try {
            return new VolumeSource(file, 0, Files.size(file), Compression.NONE);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * What follows a place in the file.
     *
     * @param place counted from the file's first byte, compressed or not
     * @param within what is taken off from there on
     * @throws DecathleteException of kind DATA when the place lies behind the end
     */
    public VolumeSource part(long place, Compression within) {
        long end = from + size;
        if (place < 0 || place > end) {
            throw DecathleteException.data(
                    file + " is truncated: its voxels should begin at byte " + place + ", but it ends at " + end);
        }
        return new VolumeSource(file, place, end - place, within);
    }

    /**
     * Refuses a file of this format that is gzipped as a whole.
     *
     * @throws DecathleteException of kind DATA when it is
     */
    public void requirePlain(String format) {
        if (compressed()) {
            throw DecathleteException.data(file + " is a gzipped " + format + " file; unpack it with gunzip");
        }
    }

    @Override
    public InputStream stream() throws IOException {
        InputStream stream = Files.newInputStream(file);
        try {
            stream.skipNBytes(from);
            return compression.open(stream);
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    @Override
    public boolean compressed() {
        return compression != Compression.NONE;
    }

    /**
     * The first bytes of the content, fewer where there are no more.
     *
     * @throws DecathleteException of kind DATA when they cannot be read
     */
    public byte[] start(int count) {
        try (InputStream stream = stream()) {
            return stream.readNBytes(count);
        } catch (IOException e) {
            throw compressed() ? VoxelContent.damaged(file, e) : unreadable(file, e);
        }
    }

    /** A plain file's size is known, and a compressed one cannot grow beyond deflate's ratio. */
    @Override
    public void requirePlausible(long claimed) {
        long most = compressed() ? size * LARGEST_RATIO : size;
        if (claimed > most) {
            throw VoxelContent.truncated(file, claimed, "cannot hold more than " + most);
        }
    }

    @Override
    public void requireDelivered(long claimed) {
        if (compressed() && claimed > ALWAYS_FINE && claimed > size * COMMON_RATIO) {
            long counted = count(claimed);
            if (counted < claimed) {
                throw VoxelContent.truncated(file, claimed, "holds " + counted);
            }
        }
    }

    private long count(long enough) {
        try (InputStream stream = stream()) {
            return VoxelContent.count(stream, enough);
        } catch (IOException e) {
            throw VoxelContent.damaged(file, e);
        }
    }

    private static DecathleteException unreadable(Path file, IOException e) {
        return DecathleteException.data(file + " cannot be read (" + e + ")", e);
    }
}
