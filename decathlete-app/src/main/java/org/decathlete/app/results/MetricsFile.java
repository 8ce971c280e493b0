package org.decathlete.app.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.decathlete.app.report.LearningCurves;
import org.decathlete.app.report.chart.Curve;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a training's {@code metrics.jsonl} as the curves of the report. */
public final class MetricsFile {
    private final List<JsonNode> epochs = new ArrayList<>();

    /**
     * Reads it whole.
     *
     * @throws DecathleteException of kind DATA where it is missing or a line is damaged
     */
    public MetricsFile(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                add(file, line);
            }
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }

    private void add(Path file, String line) {
        try {
            JsonNode node = Json.mapper().readTree(line);
            if (node.has("train_loss")) {
                epochs.add(node);
            }
        } catch (JacksonException e) {
            throw DecathleteException.data(
                    file + ": a line is damaged, " + JsonProblem.of(e, line.getBytes(StandardCharsets.UTF_8))
                            + "; delete that line, the report does without it",
                    e);
        }
    }

    /** The lines of epochs, in order. */
    public List<JsonNode> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /**
     * The learning curves.
     *
     * @param classNames names of the foreground classes or regions, in order
     */
    public LearningCurves curves(List<String> classNames) {
        List<Curve> dice = new ArrayList<>();
        for (int index = 0; index < classNames.size(); index++) {
            int position = index;
            dice.add(curve(
                    classNames.get(index),
                    node -> node.path("pseudo_dice").path(position).asDouble(Double.NaN)));
        }
        return new LearningCurves(
                List.of(named("training", "train_loss"), named("validation", "validation_loss")),
                dice,
                List.of(named("moving average", "ema_pseudo_dice")),
                List.of(named("learning rate", "learning_rate")));
    }

    private Curve named(String name, String field) {
        return curve(name, node -> node.path(field).asDouble(Double.NaN));
    }

    private Curve curve(String name, ToDoubleFunction<JsonNode> value) {
        return new Curve(
                name,
                epochs.stream()
                        .map(node -> new Curve.Point(node.path("epoch").asDouble(), value.applyAsDouble(node)))
                        .toList());
    }
}
