package org.decathlete.nn.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
final class ModelArchive {
    private static final String ROOT = "model/";
    private static final String MODEL_FILE =
            "model\\.json|candidate\\.json|fold_[0-9A-Za-z]{1,20}/checkpoint_final\\.safetensors";
    private static final Pattern MEMBER = Pattern.compile("(?:(?!" + EnsembleDescription.MEMBER
            + "/)[^/\\\\]{1,200}/)?(" + "ensemble\\.json|postprocessing\\.json|(?:" + EnsembleDescription.MEMBER
            + "/)?(?:" + MODEL_FILE + "))");
    private static final int MOST_ENTRIES = 1000;
    private static final long MOST_JSON = 16L << 20;
    private static final long MOST_WEIGHTS = 8L << 30;
    private static final long MOST_TOTAL = 32L << 30;

    private ModelArchive() {}

    /** Unpacks into a new temporary folder. */
    static Path unpack(Path zip) {
        return unpack(zip, MOST_JSON, MOST_WEIGHTS, MOST_TOTAL);
    }

    static Path unpack(Path zip, long mostJson, long mostWeights, long mostTotal) {
        Path folder = null;
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            List<? extends ZipEntry> entries = entries(zip, archive);
            folder = Files.createTempDirectory("decathlete-model");
            Set<String> seen = new HashSet<>();
            long total = 0;
            for (ZipEntry entry : entries) {
                Matcher matcher = MEMBER.matcher(entry.getName());
                if (entry.isDirectory() || !matcher.matches()) {
                    continue;
                }
                String name = matcher.group(1);
                if (!seen.add(name)) {
                    throw refused(zip, "it holds " + name + " twice");
                }
                long most = Math.min(name.endsWith(".json") ? mostJson : mostWeights, mostTotal - total);
                total += copy(zip, archive, entry, folder.resolve(name), most);
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

    /** Writes files under their names below {@code model/}. */
    static void pack(Path zip, Map<String, Path> files) {
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

    /** Removes a folder that {@link #unpack} made. */
    static void delete(Path folder) {
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
                throw refused(zip, "its entry \"" + name + "\" points outside the folder it is unpacked to");
            }
        }
        return entries;
    }

    private static long copy(Path zip, ZipFile archive, ZipEntry entry, Path target, long most) throws IOException {
        Files.createDirectories(target.getParent());
        long free = Files.getFileStore(target.getParent()).getUsableSpace();
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copied += count;
                if (copied > most) {
                    throw refused(zip, "its entry \"" + entry.getName() + "\" is larger than a model's can be");
                }
                if (copied > free) {
                    throw new DecathleteException(
                            ErrorKind.RESOURCE, zip + " cannot be unpacked: the disk of " + target + " is full");
                }
                out.write(buffer, 0, count);
            }
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
