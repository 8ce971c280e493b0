package org.decathlete.nn.train.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.state.PassLimit;
import org.decathlete.nn.train.state.TrainingState;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code metrics.jsonl}: a line that names the format, then one line per epoch, and one for each event: the
 * training went astray, memory ran out, the rest of the budget would bring nothing. What a
 * killed run wrote after its last checkpoint is dropped when it goes on, for those epochs come again.
 */
public final class MetricsLog {
    static final String FORMAT = "decathlete-metrics";
    static final int VERSION = 1;

    private final Path file;

    private MetricsLog(Path file) {
        this.file = file;
    }

    /**
     * Opens the log of a run that stands at {@code state}; its first line tells the precision where that was checked. Lines of epochs,
     * divergences and shortages of memory that the state does not know of are dropped.
     */
    public static MetricsLog open(Path file, String candidate, TrainingState state) {
        PassLimit passes = state.decided().passes();
        int shortages = passes == null ? 0 : passes.shortages();
        List<String> lines = new ArrayList<>();
        lines.add(line(header(candidate, state.decided().precision())));
        for (String line : existing(file)) {
            JsonNode node = parsed(line);
            if (isUpTo(node, "epoch", state.epoch() - 1)
                    || isUpTo(node, "divergence", state.divergences())
                    || isUpTo(node, "shortage", shortages)) {
                lines.add(line);
            }
        }
        AtomicFiles.writeString(file, String.join("\n", lines) + "\n");
        return new MetricsLog(file);
    }

    private static Map<String, Object> header(String candidate, @Nullable PrecisionFinding precision) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("version", VERSION);
        header.put("candidate", candidate);
        if (precision != null) {
            header.put("precision_check", precision);
        }
        return header;
    }

    private static boolean isUpTo(JsonNode line, String field, int last) {
        return line.path(field).asInt(Integer.MAX_VALUE) <= last;
    }

    /** Adds a line. */
    public void add(Object record) {
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
