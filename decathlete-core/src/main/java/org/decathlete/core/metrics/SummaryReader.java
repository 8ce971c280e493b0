package org.decathlete.core.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import tools.jackson.databind.JsonNode;

/** Reads {@link SummaryFile}. */
final class SummaryReader {
    private final Path file;

    SummaryReader(Path file) {
        this.file = file;
    }

    Scores read() {
        JsonNode root = Json.readLenient(file);
        JsonNode own = root.path(SummaryFile.OWN);
        requireKnown(own);
        List<Double> tolerances = new ArrayList<>();
        own.path("tolerances_mm").forEach(node -> tolerances.add(node.asDouble()));
        EvaluationSettings settings = new EvaluationSettings(
                Definition.parse(own.path("definition").asString(Definition.DEFAULT.key())), tolerances);
        Map<String, String> names = new LinkedHashMap<>();
        required(root, "mean").propertyNames().forEach(key -> names.put(ClassKey.normal(key), ClassKey.normal(key)));
        own.path("class_names")
                .properties()
                .forEach(entry -> names.put(
                        ClassKey.normal(entry.getKey()), entry.getValue().asString()));
        List<CaseScores> cases = new ArrayList<>();
        for (JsonNode node : required(root, "metric_per_case")) {
            cases.add(oneCase(node, own, cases.size(), tolerances));
        }
        List<FailedCase> failed = new ArrayList<>();
        own.path("failed")
                .forEach(node -> failed.add(new FailedCase(
                        node.path("id").asString(""), node.path("reason").asString(""))));
        return new Scores(settings, names, cases, failed, strings(own.path("references_without_prediction")));
    }

    private void requireKnown(JsonNode own) {
        int version = own.path("version").asInt(SummaryFile.VERSION);
        if (version > SummaryFile.VERSION) {
            throw DecathleteException.data(file + ": version is " + version + ", newer than the " + SummaryFile.VERSION
                    + " that this program knows; use the newer program.");
        }
    }

    private CaseScores oneCase(JsonNode node, JsonNode own, int index, List<Double> tolerances) {
        Map<String, ClassScores> classes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : required(node, "metrics").properties()) {
            classes.put(ClassKey.normal(entry.getKey()), scores(entry.getValue(), tolerances));
        }
        String prediction = required(node, "prediction_file").asString("");
        String id = own.path("cases").path(index).asString(VolumeFiles.stem(Path.of(prediction)));
        return new CaseScores(
                id,
                prediction,
                required(node, "reference_file").asString(""),
                classes,
                strings(own.path("warnings").path(id)));
    }

    private ClassScores scores(JsonNode node, List<Double> tolerances) {
        Overlap overlap = new Overlap(count(node, "TP"), count(node, "FP"), count(node, "FN"), count(node, "TN"));
        return new ClassScores(
                overlap,
                value(node, "HD95"),
                value(node, "ASSD"),
                tolerances.stream()
                        .map(tolerance -> value(node, SummaryFile.surfaceDiceKey(tolerance)))
                        .toList());
    }

    private long count(JsonNode node, String key) {
        JsonNode value = required(node, key);
        if (!value.isNumber()) {
            throw DecathleteException.data(file + ": " + key + " is " + value + ", expected a number");
        }
        return value.asLong();
    }

    private static double value(JsonNode node, String key) {
        return node.path(key).asDouble(Double.NaN);
    }

    private JsonNode required(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            throw DecathleteException.data(file + ": " + key + " is missing; this is no summary of an evaluation");
        }
        return value;
    }

    private static List<String> strings(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(i -> array.get(i).asString())
                .toList();
    }
}
