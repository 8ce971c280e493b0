package org.decathlete.core.preprocess.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.decathlete.core.preprocess.cases.ClassLocations;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.zarr.ArrayLayout;
import org.decathlete.core.preprocess.zarr.ElementType;
import org.decathlete.core.preprocess.zarr.StoredArray;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;

/** Writes the folder of one case under a temporary name and moves it into place. */
final class CaseFolder {
    private static final String SUFFIX = ".partial";
    private static final int LOCATIONS_PER_CHUNK = 1 << 16;
    private static final Pattern PARTIAL = Pattern.compile(".*\\.(\\d{1,18})\\.\\d+\\.partial");
    private static final Set<String> ACTIVE = ConcurrentHashMap.newKeySet();
    private static final AtomicLong COUNTER = new AtomicLong();

    private CaseFolder() {}

    static boolean isPartial(Path folder) {
        return folder.getFileName().toString().endsWith(SUFFIX);
    }

    static void write(Path target, String id, PreprocessedCase preprocessed) {
        write(target, partial -> writeArrays(partial, id, preprocessed));
    }

    /** @param content writes the files into a folder that is there */
    static void write(Path target, Consumer<Path> content) {
        Path partial = temporary(target);
        String name = partial.getFileName().toString();
        ACTIVE.add(name);
        try {
            Files.createDirectories(partial);
            content.accept(partial);
            replace(partial, target);
        } catch (IOException | UncheckedIOException e) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    target + " cannot be written (" + e
                            + "). Free disk space or check the permissions, then run the same "
                            + "command again; finished cases stay.",
                    e);
        } finally {
            delete(partial);
            ACTIVE.remove(name);
        }
    }

    private static void writeArrays(Path folder, String id, PreprocessedCase one) {
        int[] shape = one.shape();
        StoredArray.write(
                folder.resolve(StoredCase.IMAGE),
                ArrayLayout.ofVoxels(ElementType.FLOAT32, one.data().size(), shape[0], shape[1], shape[2]),
                one.data().toArray());
        short[] labels = one.labels();
        if (labels != null) {
            StoredArray.write(
                    folder.resolve(StoredCase.LABELS), ArrayLayout.ofVoxels(ElementType.INT16, shape), labels);
        }
        ClassLocations locations = one.locations();
        int[] all = IntStream.concat(
                        locations.voxels().stream().flatMapToInt(IntStream::of), IntStream.of(locations.annotated()))
                .toArray();
        if (all.length > 0) {
            int[] chunk = {Math.min(all.length, LOCATIONS_PER_CHUNK)};
            StoredArray.write(
                    folder.resolve(StoredCase.LOCATIONS),
                    new ArrayLayout(ElementType.INT32, new int[] {all.length}, chunk),
                    all);
        }
        List<Integer> located =
                locations.voxels().stream().map(voxels -> voxels.length).toList();
        Json.write(
                folder.resolve(CaseDocument.FILE),
                new CaseDocument(
                        CaseDocument.FORMAT,
                        CaseDocument.VERSION,
                        id,
                        one.data().size(),
                        shape,
                        labels != null,
                        one.geometry(),
                        locations.classes(),
                        located,
                        locations.annotated().length));
    }

    /** A folder cannot be moved onto one that is not empty, so an old one is first moved aside. */
    private static void replace(Path partial, Path target) throws IOException {
        if (Files.exists(target)) {
            Path old = temporary(target);
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            delete(old);
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes what writers left that are no longer running. */
    static void removeAbandoned(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            entries.filter(CaseFolder::isPartial)
                    .filter(entry -> !isBeingWritten(entry))
                    .forEach(CaseFolder::delete);
        } catch (IOException e) {
            throw DecathleteException.data(parent + " cannot be listed (" + e + ")", e);
        }
    }

    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "." + COUNTER.incrementAndGet() + SUFFIX);
    }

    /** A process that runs under the number of one that was killed is no writer: this process knows its own. */
    private static boolean isBeingWritten(Path entry) {
        Matcher name = PARTIAL.matcher(entry.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long process = Long.parseLong(name.group(1));
        return process == ProcessHandle.current().pid()
                ? ACTIVE.contains(entry.getFileName().toString())
                : ProcessHandle.of(process).isPresent();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            // What stays is found and deleted when the store is opened next.
        }
    }
}
