package org.decathlete.app.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long the trials of a search are trained. */
final class TrialOptions {
    @Option(
            names = "--trial-budget",
            paramLabel = "TIME",
            description =
                    "time for which the best candidates are trained (default: as much as lets the default and one bracket of Hyperband"
                            + " fit into --budget, but no more than --finals)")
    private @Nullable String highest;

    @Option(
            names = "--lowest-trial-budget",
            paramLabel = "TIME",
            description = "no trial is judged after less (default: 60s)")
    private @Nullable String lowest;

    @Option(
            names = "--trial-epochs",
            paramLabel = "N",
            description =
                    "count trials in epochs instead, the best for so many: reproducible. Without --budget all brackets are run once")
    private @Nullable Integer epochs;

    @Option(
            names = "--lowest-trial-epochs",
            paramLabel = "N",
            description = "no trial is judged after fewer (default: a 27th of --trial-epochs)")
    private @Nullable Integer lowestEpochs;

    @Option(
            names = "--trial-iterations",
            paramLabel = "N",
            description = "iterations of an epoch with --trial-epochs (default: the recipe's)")
    private @Nullable Integer iterations;

    TrialBudgetRequest request() {
        return new TrialBudgetRequest(
                time("--trial-budget", highest),
                time("--lowest-trial-budget", lowest),
                count("--trial-epochs", epochs),
                count("--lowest-trial-epochs", lowestEpochs),
                count("--trial-iterations", iterations));
    }

    private static OptionalDouble time(String option, @Nullable String text) {
        return text == null ? OptionalDouble.empty() : OptionalDouble.of((double) Durations.seconds(option, text));
    }

    private static OptionalInt count(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw DecathleteException.usage(option + " " + value + ": expected at least 1");
        }
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
