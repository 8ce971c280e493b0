package org.decathlete.app.training;

import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.app.project.Formats;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.settings.Budget;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was decided when a training began, kept beside its checkpoints so that the same command goes on with the same plan.
 *
 * @param asked the request in words, such as {@code budget 1200 s}; another request makes another training
 * @param engine device, precision, threads and seed as asked
 * @param training how long to train
 * @param spentSeconds active seconds of the command before the training
 * @param reservedSeconds what was kept back for validation, evaluation and report
 * @param data key of the preprocessed cases that it learns from; null in plans of before it was noted
 * @param endEarly whether the training may end when the rest of its time would bring nothing; null in plans of before there was that
 */
public record RunPlan(
        String asked,
        RunRequest.Engine engine,
        Budget training,
        double spentSeconds,
        double reservedSeconds,
        @Nullable Boolean endEarly,
        @Nullable String data) {
    private static final String FORMAT = "decathlete-run";
    private static final int VERSION = 1;
    private static final String FILE = "run.json";

    private record Stored(String format, int version, RunPlan plan) {}

    /** Whether {@code folder} holds a plan. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * The plan of a training that began earlier.
     *
     * @throws DecathleteException of kind DATA where there is none, or it is newer than this program
     */
    public static RunPlan read(Path folder) {
        Path file = folder.resolve(FILE);
        JsonNode tree = Json.read(file);
        Formats.require(file, tree, FORMAT, VERSION);
        return Json.read(file, Stored.class).plan();
    }

    void write(Path folder) {
        Json.write(folder.resolve(FILE), new Stored(FORMAT, VERSION, this));
    }

    /** Whether the training may end when the rest of its time would bring nothing. */
    boolean endsEarly() {
        return Boolean.TRUE.equals(endEarly);
    }

    /** The same under other words, on these cases. */
    RunPlan of(String words, String key) {
        return new RunPlan(words, engine, training, spentSeconds, reservedSeconds, endEarly, key);
    }

    /** The plan of a training that goes on after the end of an earlier one: seconds come on top, epochs and iterations are counted anew. */
    RunPlan after(RunPlan earlier) {
        if (training instanceof Budget.WallClock more && earlier.training instanceof Budget.WallClock had) {
            return new RunPlan(
                    asked,
                    engine,
                    new Budget.WallClock(had.seconds() + more.seconds()),
                    spentSeconds,
                    reservedSeconds,
                    endEarly,
                    data);
        }
        return this;
    }

    /** Whether the same command asks to go on with the same data; how many threads it may use does not matter to what was asked. */
    boolean continues(String askedNow, String dataNow, RunRequest.Engine engineNow) {
        return asked.equals(askedNow)
                && dataNow.equals(data)
                && engine.device().equals(engineNow.device())
                && engine.precision().equals(engineNow.precision())
                && engine.augmentOn().equals(engineNow.augmentOn())
                && engine.seed() == engineNow.seed();
    }
}
