package org.decathlete.nn.model.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.jspecify.annotations.Nullable;

/**
 * A model in a zip file. Nothing in the archive is trusted: only files of the names that a model has are unpacked, into a new
 * folder, and their sizes are counted while they are, whatever the archive says about them.
 */
public final class ModelArchive {
    private static final String ROOT = "model/";
    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_JSON = 16L << 20;
    private static final long MOST_WEIGHTS = 8L << 30;
    private static final long MOST_TOTAL = 32L << 30;

    private ModelArchive() {}

    /**
     * Unpacks into a new temporary folder, which is for the caller to {@link #delete}.
     *
     * @param configuration which of several models of nnU-Net to take; null where there must be one
     * @throws DecathleteException of kind DATA when the file is damaged, or holds what a model never does; of kind RESOURCE when the
     *     disk is full; of kind USAGE when it holds several models of nnU-Net
     */
    public static Path unpack(Path zip, @Nullable String configuration) {
        return unpack(zip, configuration, MOST_JSON, MOST_WEIGHTS, MOST_TOTAL);
    }

    static Path unpack(Path zip, @Nullable String configuration, long mostJson, long mostWeights, long mostTotal) {
        Path folder = null;
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            Map<String, ZipEntry> members = ArchiveMembers.of(zip, entries(zip, archive), configuration);
            folder = temporary();
            long total = 0;
            for (Map.Entry<String, ZipEntry> member : members.entrySet()) {
                String name = member.getKey();
                long most = Math.min(name.endsWith(".json") ? mostJson : mostWeights, mostTotal - total);
                total += copy(zip, archive, member.getValue(), folder.resolve(name), most);
            }
            return folder;
        } catch (IOException e) {
            deleteUnlessNull(folder);
            throw DecathleteException.data(
                    zip + " cannot be read as a model: it is neither a folder nor a whole zip file (" + e + ")", e);
        } catch (RuntimeException e) {
            deleteUnlessNull(folder);
            throw e;
        }
    }

    /** A new empty folder, for {@link #delete}. */
    public static Path temporary() {
        try {
            return Files.createTempDirectory("decathlete-model");
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, "no temporary folder can be made: " + e, e);
        }
    }

    /**
     * Writes files under their names below {@code model/}.
     *
     * @param zip where to; written atomically
     * @param files by their name in a model folder
     */
    public static void pack(Path zip, Map<String, Path> files) {
        AtomicFiles.write(zip, stream -> {
            ZipOutputStream out = new ZipOutputStream(stream);
            out.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, Path> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(ROOT + file.getKey()));
                Files.copy(file.getValue(), out);
                out.closeEntry();
            }
            out.finish();
        });
    }

    /** Removes a folder and all in it, such as one that {@link #unpack} made. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, folder + " cannot be removed: " + e, e);
        }
    }

    private static List<? extends ZipEntry> entries(Path zip, ZipFile archive) {
        if (archive.size() > MOST_ENTRIES) {
            throw refused(zip, "it has " + archive.size() + " entries, a model has a few");
        }
        List<? extends ZipEntry> entries = new ArrayList<>(Collections.list(archive.entries()));
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            boolean climbs = List.of(name.split("[/\\\\]", -1)).contains("..");
            if (climbs || name.startsWith("/") || name.startsWith("\\") || name.contains(":")) {
                throw refused(
                        zip,
                        "its entry \"" + name
                                + "\" points outside the folder it is unpacked to; take an archive from a source that you trust");
            }
        }
        return entries;
    }

    private static long copy(Path zip, ZipFile archive, ZipEntry entry, Path target, long most) throws IOException {
        Files.createDirectories(target.getParent());
        long free = Files.getFileStore(target.getParent()).getUsableSpace();
        byte[] buffer = new byte[1 << 16];
        CRC32 checksum = new CRC32();
        long copied = 0;
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copied += count;
                if (copied > most) {
                    throw refused(
                            zip,
                            "its entry \"" + entry.getName()
                                    + "\" is larger than a model's can be; take an archive from a source that you trust");
                }
                if (copied > free) {
                    throw new DecathleteException(
                            ErrorKind.RESOURCE, zip + " cannot be unpacked: the disk of " + target + " is full");
                }
                checksum.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
        if (entry.getCrc() != checksum.getValue()) {
            throw refused(
                    zip,
                    "its entry \"" + entry.getName()
                            + "\" is damaged, its bytes do not have its checksum; copy or download it again");
        }
        return copied;
    }

    private static void deleteUnlessNull(@Nullable Path folder) {
        if (folder != null) {
            delete(folder);
        }
    }

    private static DecathleteException refused(Path zip, String reason) {
        return DecathleteException.data(zip + " is refused as a model: " + reason);
    }
}
