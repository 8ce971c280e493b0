package org.decathlete.core.postprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.metrics.ClassKey;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/** Postprocessing as a file of ours: {@code steps}, each with its {@code kind} and the labels that it works on. */
final class PostprocessingJson {
    private static final String FORMAT = "decathlete-postprocessing";
    private static final int VERSION = 1;
    private static final String KEEP_LARGEST = "keep_largest_component";

    private PostprocessingJson() {}

    static void write(Path file, Postprocessing postprocessing) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (KeepLargestComponent step : postprocessing.steps()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("kind", KEEP_LARGEST);
            entry.put("labels", step.labels());
            steps.add(entry);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("format", FORMAT);
        content.put("version", VERSION);
        content.put("steps", steps);
        Json.write(file, content);
    }

    static Postprocessing read(Path file) {
        JsonNode tree = Json.read(file);
        if (!FORMAT.equals(tree.path("format").asString(""))) {
            throw DecathleteException.data(
                    file + " has format \"" + tree.path("format").asString("") + "\", expected \"" + FORMAT + "\"");
        }
        int version = tree.path("version").asInt(0);
        if (version < 1 || version > VERSION || !tree.path("steps").isArray()) {
            throw DecathleteException.data(file + " has version " + version + "; this program reads version " + VERSION
                    + " with a list of steps. Use the program that wrote it, or a newer one");
        }
        List<KeepLargestComponent> steps = new ArrayList<>();
        for (JsonNode step : tree.path("steps")) {
            if (!KEEP_LARGEST.equals(step.path("kind").asString(""))) {
                throw DecathleteException.data(file + ": steps[" + steps.size() + "] is of kind " + step.path("kind")
                        + ", which this program does not know; use a newer one");
            }
            steps.add(step(file, steps.size(), step.path("labels")));
        }
        return new Postprocessing(steps);
    }

    /** A step on the labels that a JSON value names: one number, a key such as {@code (1, 2)}, or lists of them, which are taken together. */
    static KeepLargestComponent step(Path file, int index, JsonNode labels) {
        List<Integer> values = new ArrayList<>();
        collect(labels, values);
        try {
            return new KeepLargestComponent(values);
        } catch (IllegalArgumentException e) {
            throw DecathleteException.data(file + ": step " + index + ": " + e.getMessage(), e);
        }
    }

    private static void collect(JsonNode labels, List<Integer> values) {
        if (labels.isArray()) {
            labels.forEach(one -> collect(one, values));
        } else if (labels.isString()) {
            values.addAll(ClassKey.parse(labels.asString()).orElse(List.of(-1)));
        } else {
            values.add(labels.isIntegralNumber() && labels.canConvertToInt() ? labels.intValue() : -1);
        }
    }
}
