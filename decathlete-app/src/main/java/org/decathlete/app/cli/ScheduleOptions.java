package org.decathlete.app.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.training.EndEarly;
import org.decathlete.app.training.RunRequest;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to train. */
final class ScheduleOptions {
    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "wall-clock time for the whole command, such as 90s, 20m or 1h30m; the learning-rate schedule is laid over "
                            + "what is left for training")
    private @Nullable String budget;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "train this many epochs instead, reproducible bit by bit")
    private @Nullable Integer epochs;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "iterations: of each epoch with --epochs, of the whole training without")
    private @Nullable Integer iterations;

    @Option(
            names = "--end-early",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "on: anneal and end a training when the rest of its time is shown to bring nothing; off; auto: on with the "
                            + "accelerated recipe unless --epochs or --iterations are given (default: ${DEFAULT-VALUE})")
    private String endEarly = "auto";

    RunRequest.Schedule schedule() {
        if (budget != null && (epochs != null || iterations != null)) {
            throw DecathleteException.usage("--budget and --epochs/--iterations exclude each other; give one of them");
        }
        OptionalDouble seconds = budget == null
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) Durations.seconds("--budget", budget));
        return new RunRequest.Schedule(
                seconds, count("--epochs", epochs), count("--iterations", iterations), EndEarly.parse(endEarly));
    }

    private static OptionalInt count(String option, @Nullable Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < 1) {
            throw DecathleteException.usage(option + " " + value + ": expected at least 1");
        }
        return OptionalInt.of(value);
    }
}
