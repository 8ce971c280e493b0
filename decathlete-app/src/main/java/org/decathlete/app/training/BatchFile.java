package org.decathlete.app.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.app.project.Formats;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.train.batchsize.BatchChoice;
import org.decathlete.nn.train.batchsize.MeasuredBatch;
import tools.jackson.databind.JsonNode;

/** {@code batches.json}: the batches that were measured in a work folder, so that the same command trains the same candidate again. */
public final class BatchFile {
    private static final String FORMAT = "decathlete-batches";
    private static final int VERSION = 1;

    /**
     * One measurement.
     *
     * @param candidate id of the candidate that was made with it
     * @param samples of a step
     * @param learningRateFactor what the recipe's learning rate was multiplied by
     * @param reason why so many
     * @param measured what was tried
     */
    public record Entry(
            String candidate, int samples, double learningRateFactor, String reason, List<MeasuredBatch> measured) {
        /** Keeps a copy of the list. */
        public Entry {
            measured = List.copyOf(measured);
        }

        static Entry of(String candidate, BatchChoice choice, double factor) {
            return new Entry(candidate, choice.samples(), factor, choice.reason(), choice.measured());
        }
    }

    private record Stored(String format, int version, SortedMap<String, Entry> batches) {}

    private final Path file;
    private final SortedMap<String, Entry> entries;

    /**
     * That of a work folder; empty where nothing was measured yet.
     *
     * @throws DecathleteException of kind DATA where it is damaged or newer than this program
     */
    public BatchFile(Workspace workspace) {
        file = workspace.root().resolve("batches.json");
        entries = read(file);
    }

    private static SortedMap<String, Entry> read(Path file) {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        JsonNode tree = Json.read(file);
        Formats.require(file, tree, FORMAT, VERSION);
        return new TreeMap<>(Json.read(file, Stored.class).batches());
    }

    /** What was measured for a candidate on a kind of device in a precision. */
    Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** How the batch of a trained candidate was found, where it was measured. */
    public Optional<Entry> ofCandidate(String id) {
        return entries.values().stream()
                .filter(entry -> entry.candidate().equals(id))
                .findFirst();
    }

    void put(String key, Entry entry) {
        entries.put(key, entry);
        Json.write(file, new Stored(FORMAT, VERSION, entries));
    }
}
