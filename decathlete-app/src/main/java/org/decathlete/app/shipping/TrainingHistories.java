package org.decathlete.app.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.app.results.MetricsFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.export.TrainingHistory;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.description.ModelProvenance;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the folds of a model were trained, from the logs of the work folder that it was made in. */
final class TrainingHistories {

    private TrainingHistories() {}

    /** Histories by fold; a fold without a log is absent. */
    static Map<String, TrainingHistory> of(ModelBundle model, Workspace workspace) {
        Map<String, TrainingHistory> histories = new HashMap<>();
        for (ModelProvenance.Fold fold : model.description().provenance().folds()) {
            String seed = fold.settings().getOrDefault("seed", "");
            if (seed.matches("-?\\d{1,18}")) {
                Path log = workspace
                        .run(model.candidate().id(), Long.parseLong(seed), fold.fold())
                        .resolve("metrics.jsonl");
                if (Files.isRegularFile(log)) {
                    histories.put(fold.fold(), read(log));
                }
            }
        }
        return histories;
    }

    /** Epochs have no time of day in the log; they are placed so that the last ends when the log was last written. */
    private static TrainingHistory read(Path log) {
        List<JsonNode> lines = new MetricsFile(log).epochs();
        double written = modified(log);
        double active = lines.isEmpty() ? 0 : number(lines.get(lines.size() - 1), "active_seconds");
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        Double best = null;
        for (JsonNode line : lines) {
            double end = written - active + number(line, "active_seconds");
            double moving = number(line, "ema_pseudo_dice");
            best = best(best, moving);
            epochs.add(new TrainingHistory.Epoch(
                    number(line, "mean_pseudo_dice"),
                    moving,
                    line.path("pseudo_dice")
                            .valueStream()
                            .map(value -> value.asDouble(Double.NaN))
                            .toList(),
                    number(line, "train_loss"),
                    number(line, "validation_loss"),
                    number(line, "learning_rate"),
                    end - number(line, "seconds"),
                    end));
        }
        return new TrainingHistory(epochs, best);
    }

    private static @Nullable Double best(@Nullable Double best, double moving) {
        if (Double.isNaN(moving)) {
            return best;
        }
        return best == null ? moving : Math.max(best, moving);
    }

    private static double number(JsonNode line, String field) {
        return line.path(field).asDouble(Double.NaN);
    }

    private static double modified(Path log) {
        try {
            return Files.getLastModifiedTime(log).toMillis() / 1e3;
        } catch (IOException e) {
            throw DecathleteException.data(log + " cannot be read (" + e + ")", e);
        }
    }
}
