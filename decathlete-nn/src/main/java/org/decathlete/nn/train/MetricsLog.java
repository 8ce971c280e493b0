package org.decathlete.nn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code metrics.jsonl}: a line that names the format, then one line per epoch, and one where the training went astray. What a
 * killed run wrote after its last checkpoint is dropped when it goes on, for those epochs come again.
 */
final class MetricsLog {
    static final String FORMAT = "decathlete-metrics";
    static final int VERSION = 1;

    private final Path file;

    private MetricsLog(Path file) {
        this.file = file;
    }

    /**
     * Opens the log of a run that stands at some epoch.
     *
     * @param epoch the next epoch; lines of this and later ones are dropped
     * @param divergences how many are known; later ones are dropped
     */
    static MetricsLog open(Path file, String candidate, int epoch, int divergences) {
        List<String> lines = new ArrayList<>();
        lines.add(line(Map.of("format", FORMAT, "version", VERSION, "candidate", candidate)));
        for (String line : existing(file)) {
            JsonNode node = parsed(line);
            boolean keptEpoch = node.path("epoch").asInt(Integer.MAX_VALUE) < epoch;
            boolean keptEvent = node.path("divergence").asInt(Integer.MAX_VALUE) <= divergences;
            if (keptEpoch || keptEvent) {
                lines.add(line);
            }
        }
        AtomicFiles.writeString(file, String.join("\n", lines) + "\n");
        return new MetricsLog(file);
    }

    /** Adds a line. */
    void add(Object record) {
        try {
            Files.writeString(file, line(record) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, file + " cannot be written: " + e, e);
        }
    }

    private static List<String> existing(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read: " + e, e);
        }
    }

    /** The last line of a killed run may be torn; it counts as no epoch. */
    private static JsonNode parsed(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (JacksonException e) {
            return Json.mapper().createObjectNode();
        }
    }

    private static String line(Object record) {
        return Json.mapper().writeValueAsString(record);
    }
}
