package org.decathlete.app.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.ProcessLock;
import org.decathlete.core.run.Progress;
import tools.jackson.databind.JsonNode;

/**
 * Which stages of a work folder are finished, on which inputs, and how long they took: a stage runs again only when its inputs
 * changed or what it wrote is gone. Several processes may share it.
 */
public final class StageLedger {
    private static final String FORMAT = "decathlete-stages";
    private static final int VERSION = 1;
    private static final String LOCK = ".stages.lock";
    private static final long LOCK_MILLIS = 30_000;

    private final Path file;
    private final Progress progress;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A finished stage.
     *
     * @param inputs hash of everything that its result depends on
     * @param seconds how long it took
     * @param finished when, ISO 8601
     */
    record Entry(String inputs, double seconds, String finished) {}

    private record Ledger(String format, int version, Map<String, Entry> stages) {}

    StageLedger(Path file, Progress progress) {
        this.file = file;
        this.progress = progress;
        read();
    }

    /** What other processes have finished in the meantime counts as well. */
    private void read() {
        if (Files.exists(file)) {
            JsonNode tree = Json.read(file);
            Formats.require(file, tree, FORMAT, VERSION);
            tree.path("stages")
                    .forEachEntry(
                            (stage, node) -> entries.put(stage, Json.mapper().treeToValue(node, Entry.class)));
        }
    }

    /**
     * Runs {@code work} unless {@code stage} is finished on the same inputs and all its outputs are there.
     *
     * @param inputs hash of everything that the result depends on
     * @param outputs files that it leaves
     * @param fromFiles makes the result from the stage's files when it need not run
     */
    public <T> T run(String stage, String inputs, List<Path> outputs, Supplier<T> fromFiles, Supplier<T> work) {
        read();
        Entry entry = entries.get(stage);
        boolean complete = outputs.stream().allMatch(Files::exists);
        if (entry != null && entry.inputs().equals(inputs) && complete) {
            return fromFiles.get();
        }
        if (entry != null && !entry.inputs().equals(inputs)) {
            progress.say(stage + ": its inputs changed, so it runs again");
        }
        long started = System.nanoTime();
        T result = work.get();
        finished(stage, inputs, (System.nanoTime() - started) / 1e9);
        return result;
    }

    /**
     * Notes that a stage is finished.
     *
     * @param inputs hash of everything that its result depends on
     * @param seconds how long it took
     * @throws DecathleteException of kind RESOURCE where another process holds the file
     */
    public void finished(String stage, String inputs, double seconds) {
        try (ProcessLock lock = ProcessLock.await(file.resolveSibling(LOCK), LOCK_MILLIS, () -> false)) {
            if (lock == null) {
                throw new DecathleteException(
                        ErrorKind.RESOURCE, file + " is held by another process; give the same command again");
            }
            read();
            entries.put(stage, new Entry(inputs, seconds, Instant.now().toString()));
            Json.write(file, new Ledger(FORMAT, VERSION, entries));
        }
    }

    /** Seconds of each finished stage. */
    public Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        entries.forEach((stage, entry) -> seconds.put(stage, entry.seconds()));
        return seconds;
    }
}
