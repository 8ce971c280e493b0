package org.decathlete.core.preprocess.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.decathlete.core.preprocess.zarr.ArrayLayout;
import org.decathlete.core.preprocess.zarr.ChunkCache;
import org.decathlete.core.preprocess.zarr.ElementType;
import org.decathlete.core.preprocess.zarr.StoredArray;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * What the first stage of a cascade says about cases, on the grid that they are preprocessed to for the second: a folder for each
 * case with {@code case.json} and the array {@code labels} (int16, z, y, x), which appears by one move as those of a
 * {@link CaseStore} do. Thread-safe.
 */
public final class SegmentationStore {
    private final Path folder;
    private final ChunkCache cache;
    private final Map<String, StoredSegmentation> opened = new ConcurrentHashMap<>();

    private SegmentationStore(Path folder, long cacheBytes) {
        this.folder = folder;
        this.cache = new ChunkCache(cacheBytes);
    }

    /**
     * The store in a folder; created with its first case.
     *
     * @param cacheBytes how much memory the decoded chunks may take
     */
    public static SegmentationStore open(Path folder, long cacheBytes) {
        if (Files.isDirectory(folder)) {
            CaseFolder.removeAbandoned(folder);
        }
        return new SegmentationStore(folder, cacheBytes);
    }

    /** Where the segmentation of a case comes from; empty where there is none. */
    public Optional<SegmentationOrigin> origin(String id) {
        return Files.isRegularFile(file(id)) ? Optional.of(open(id).origin()) : Optional.empty();
    }

    /**
     * Writes the segmentation of a case; an earlier one is replaced.
     *
     * @param shape of the preprocessed case (z, y, x)
     * @param labels {@code [z][y][x]}
     */
    public void write(String id, int[] shape, short[] labels, SegmentationOrigin origin) {
        Path target = folder.resolve(id);
        CaseFolder.write(target, partial -> {
            StoredArray.write(
                    partial.resolve(StoredSegmentation.LABELS), ArrayLayout.ofVoxels(ElementType.INT16, shape), (Object)
                            labels);
            Json.write(
                    partial.resolve(CaseDocument.FILE),
                    new SegmentationDocument(
                            SegmentationDocument.FORMAT, SegmentationDocument.VERSION, id, shape, origin));
        });
        opened.remove(id);
        cache.drop(key -> StoredArray.isInside(key, target));
    }

    /**
     * The segmentation of a case.
     *
     * @throws DecathleteException of kind DATA when it is not there, damaged, or of a newer version
     */
    public StoredSegmentation open(String id) {
        return opened.computeIfAbsent(id, this::openFolder);
    }

    /**
     * The {@link SegmentationOrigin#identity} of what is said about some cases.
     *
     * @throws DecathleteException of kind DATA when one is not there
     */
    public String identity(Collection<String> ids) {
        SortedMap<String, SegmentationOrigin> origins = new TreeMap<>();
        ids.forEach(id -> origins.put(id, open(id).origin()));
        return SegmentationOrigin.identity(origins);
    }

    private StoredSegmentation openFolder(String id) {
        Path file = file(id);
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data("the previous stage has said nothing about case " + id + " in " + folder
                    + "; run the training again");
        }
        JsonNode tree = Json.read(file);
        if (!SegmentationDocument.FORMAT.equals(tree.path("format").asString(""))
                || tree.path("version").asInt(0) > SegmentationDocument.VERSION) {
            throw DecathleteException.data(file + " is no segmentation that this program can read, or of a newer one; "
                    + "delete " + folder + " and run the training again");
        }
        return new StoredSegmentation(folder.resolve(id), Json.read(file, SegmentationDocument.class), cache);
    }

    private Path file(String id) {
        return folder.resolve(id).resolve(CaseDocument.FILE);
    }
}
