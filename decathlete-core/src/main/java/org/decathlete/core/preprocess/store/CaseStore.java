package org.decathlete.core.preprocess.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.zarr.ChunkCache;
import org.decathlete.core.preprocess.zarr.StoredArray;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * A folder of preprocessed cases. Each case is a folder of its own: {@code case.json} and the arrays {@code image} (float32,
 * channel, z, y, x), {@code labels} (int16, z, y, x) and {@code locations} (int32), each a Zarr version 3 array. A case appears by
 * one move of its folder, so that it is there as a whole or not at all, whenever the writer is killed.
 *
 * <p>Parts of a case are read by {@link #open}; decoded chunks of all cases are kept in memory together, up to a limit, so that a
 * small dataset is decoded once. Thread-safe.
 */
public final class CaseStore {
    static final String FORMAT = "decathlete-preprocessed";
    static final int VERSION = 1;
    private static final String INDEX = "index.json";

    private final Path folder;
    private final String key;
    private final ChunkCache cache;
    private final Map<String, StoredCase> opened = new ConcurrentHashMap<>();

    private CaseStore(Path folder, String key, long cacheBytes) {
        this.folder = folder;
        this.key = key;
        this.cache = new ChunkCache(cacheBytes);
    }

    /**
     * The store for this identity, created where it is not there yet.
     *
     * @param parent folder of all stores; this one is its subfolder {@code identity.key()}
     * @param cacheBytes how much memory the decoded chunks may take
     */
    public static CaseStore create(Path parent, StoreIdentity identity, long cacheBytes) {
        Path folder = parent.resolve(identity.key());
        if (!Files.exists(folder.resolve(INDEX))) {
            Json.write(folder.resolve(INDEX), identity.index());
        }
        return open(folder, cacheBytes);
    }

    /**
     * A store that is there.
     *
     * @throws DecathleteException of kind DATA when the folder is not a store, or one of a newer version
     */
    public static CaseStore open(Path folder, long cacheBytes) {
        Path file = folder.resolve(INDEX);
        JsonNode index = Json.read(file);
        requireFormat(
                file,
                FORMAT,
                VERSION,
                index.path("format").asString(""),
                index.path("version").asInt(0));
        CaseStore store = new CaseStore(folder, index.path("key").asString(""), cacheBytes);
        CaseFolder.removeAbandoned(folder);
        return store;
    }

    /** The folder that holds the cases. */
    public Path folder() {
        return folder;
    }

    /** Says which data and which preprocessing the cases come from ({@link StoreIdentity#key}). */
    public String key() {
        return key;
    }

    /** Whether this case is there, whole. */
    public boolean has(String id) {
        return Files.isRegularFile(caseFolder(id).resolve(CaseDocument.FILE));
    }

    /** Number of cases that are there. */
    public int size() {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.filter(entry ->
                            !CaseFolder.isPartial(entry) && Files.isRegularFile(entry.resolve(CaseDocument.FILE)))
                    .count();
        } catch (IOException e) {
            throw DecathleteException.data(folder + " cannot be listed (" + e + ")", e);
        }
    }

    /** Writes a case; one of the same id is replaced. */
    public void write(String id, PreprocessedCase preprocessed) {
        Path target = caseFolder(id);
        CaseFolder.write(target, id, preprocessed);
        opened.remove(id);
        cache.drop(key -> StoredArray.isInside(key, target));
    }

    /**
     * A case to read parts of.
     *
     * @throws DecathleteException of kind DATA when it is not there or damaged
     */
    public StoredCase open(String id) {
        return opened.computeIfAbsent(id, this::openFolder);
    }

    /** A whole case in memory. */
    public PreprocessedCase read(String id) {
        return open(id).readAll();
    }

    /** Bytes of decoded chunks held now. */
    public long cachedBytes() {
        return cache.used();
    }

    private StoredCase openFolder(String id) {
        Path caseFolder = caseFolder(id);
        Path file = caseFolder.resolve(CaseDocument.FILE);
        if (!Files.isRegularFile(file)) {
            throw DecathleteException.data("case " + id + " is not among the preprocessed cases of " + folder
                    + "; run the preprocessing again");
        }
        CaseDocument document = Json.read(file, CaseDocument.class);
        requireFormat(file, CaseDocument.FORMAT, CaseDocument.VERSION, document.format(), document.version());
        return new StoredCase(caseFolder, document, cache);
    }

    private Path caseFolder(String id) {
        if (id.isEmpty() || id.startsWith(".") || id.contains("/") || id.contains("\\") || id.equals(INDEX)) {
            throw DecathleteException.data("'" + id + "' cannot be the name of a case; rename its files");
        }
        return folder.resolve(id);
    }

    private static void requireFormat(Path file, String format, int version, String foundFormat, int foundVersion) {
        if (!foundFormat.equals(format)) {
            throw DecathleteException.data(file + " has format '" + foundFormat + "', expected '" + format + "'");
        }
        if (foundVersion > version) {
            throw DecathleteException.data(file + " has version " + foundVersion + ", this program knows up to "
                    + version + "; use a newer Decathlete, or delete the folder and preprocess again");
        }
    }
}
