package org.decathlete.core.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that a reader sees the old one or the whole new one, never a part: the bytes go to a temporary name in the
 * same folder, are forced to the disk, and are moved into place.
 */
public final class AtomicFiles {
    private static final String SUFFIX = ".partial";

    private AtomicFiles() {}

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /**
     * Writes {@code file}, creating its folder where needed.
     *
     * @throws DecathleteException of kind RESOURCE when the disk refuses; the old file, if any, is untouched
     */
    public static void write(Path file, Content content) {
        Path partial = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + SUFFIX);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                            partial,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(stream);
                stream.flush();
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(partial);
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    file + " cannot be written (" + e
                            + "). Free disk space or check the permissions, then run the same "
                            + "command again; what stood there before is unchanged.",
                    e);
        }
    }

    /** Writes {@code text} as UTF-8. */
    public static void writeString(Path file, String text) {
        write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The write's own error is the one to report.
        }
    }
}
