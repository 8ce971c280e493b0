package org.decathlete.app.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.finals.FinalsRequest;
import org.decathlete.core.run.DecathleteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and how the best candidates of a search are trained to their end. */
final class FinalsOptions {
    private static final int CANDIDATES = 2;
    private static final int SEEDS = 1;

    @Option(
            names = "--finals",
            paramLabel = "TIME",
            description =
                    "after the search train the default and the best candidates for TIME each, and measure what they gain on half of the"
                            + " fold's validation cases, which the search then does not see; comes on top of --budget")
    private @Nullable String time;

    @Option(
            names = "--final-epochs",
            paramLabel = "N",
            description =
                    "count them in epochs instead, reproducible (of --trial-iterations, or the recipe's iterations)")
    private @Nullable Integer epochs;

    @Option(
            names = "--final-candidates",
            paramLabel = "N",
            description = "how many candidates beside the default (default: " + CANDIDATES + ")")
    private @Nullable Integer candidates;

    @Option(
            names = "--final-seeds",
            paramLabel = "N",
            description = "train each final with so many seeds, at most 3 (default: " + SEEDS + ")")
    private @Nullable Integer seeds;

    /**
     * @param iterations training batches of an epoch, as far as that is said
     * @throws DecathleteException of kind USAGE where something is said of finals that are not asked for
     */
    Optional<FinalsRequest> request(OptionalInt iterations) {
        if (time == null && epochs == null) {
            if (candidates != null || seeds != null) {
                throw DecathleteException.usage((candidates != null ? "--final-candidates" : "--final-seeds")
                        + " says how finals are, but none are asked for; give --finals TIME or --final-epochs N, too");
            }
            return Optional.empty();
        }
        return Optional.of(new FinalsRequest(
                time == null ? OptionalDouble.empty() : OptionalDouble.of((double) Durations.seconds("--finals", time)),
                epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
                epochs == null ? OptionalInt.empty() : iterations,
                candidates == null ? CANDIDATES : candidates,
                seeds == null ? SEEDS : seeds));
    }
}
