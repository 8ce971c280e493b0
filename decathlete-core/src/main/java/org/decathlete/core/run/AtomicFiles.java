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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file so that a reader sees the old one or the whole new one, never a part: the bytes go to a temporary name in the
 * same folder, are forced to the disk, and are moved into place.
 */
public final class AtomicFiles {
    private static final String SUFFIX = ".partial";

    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.(\\d{1,18})\\.partial");

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
        Path partial = temporary(file);
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

    /** A name beside {@code file} for what this process holds there for a while; {@link #clean} knows it. */
    public static Path temporary(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + SUFFIX);
    }

    /**
     * Removes what processes that are gone left half written in a folder, and what bears this process's number: it must not be
     * writing there at that time.
     *
     * @param names tells by its file name whether a file is the caller's
     */
    public static void clean(Path folder, Predicate<String> names) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> isLeftover(String.valueOf(file.getFileName()), names))
                    .toList()
                    .forEach(AtomicFiles::deleteQuietly);
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, folder + " cannot be listed (" + e + ")", e);
        }
    }

    private static boolean isLeftover(String name, Predicate<String> names) {
        Matcher matcher = TEMPORARY.matcher(name);
        if (!matcher.matches() || !names.test(matcher.group(1))) {
            return false;
        }
        long writer = Long.parseLong(matcher.group(2));
        return writer == ProcessHandle.current().pid()
                || ProcessHandle.of(writer).isEmpty();
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The write's own error is the one to report.
        }
    }
}
