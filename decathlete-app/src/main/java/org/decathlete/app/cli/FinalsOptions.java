package org.decathlete.app.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.finals.FinalsRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and how the best candidates of a search are trained to their end. */
final class FinalsOptions {
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
            defaultValue = "2",
            description = "how many candidates beside the default (default: ${DEFAULT-VALUE})")
    private int candidates = 2;

    @Option(
            names = "--final-seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "train each final with so many seeds, at most 3 (default: ${DEFAULT-VALUE})")
    private int seeds = 1;

    /** @param iterations training batches of an epoch, as far as that is said */
    Optional<FinalsRequest> request(OptionalInt iterations) {
        if (time == null && epochs == null) {
            return Optional.empty();
        }
        return Optional.of(new FinalsRequest(
                time == null ? OptionalDouble.empty() : OptionalDouble.of((double) Durations.seconds("--finals", time)),
                epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs),
                epochs == null ? OptionalInt.empty() : iterations,
                candidates,
                seeds));
    }
}
