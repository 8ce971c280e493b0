package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a training begins that is not there yet, and when it may end early.
 *
 * @param weights of an earlier training to start from: a model folder, a checkpoint or a {@code .pth} file; random ones otherwise
 * @param patience epochs without improvement after which it is brought to its end; never where empty
 * @param lengthens whether a finished training of the same candidate goes on under the new schedule, instead of being set aside
 */
public record TrainingStart(Optional<Path> weights, OptionalInt patience, boolean lengthens) {
    /** From random weights, every time, to the end of the budget. */
    public static final TrainingStart FRESH = new TrainingStart(Optional.empty(), OptionalInt.empty(), false);

    /** The request in words, with where it starts and when it may end. */
    String asked(String schedule) {
        String from = weights.map(
                        path -> ", from the weights of " + path.toAbsolutePath().normalize())
                .orElse("");
        String until = patience.isEmpty() ? "" : ", until " + patience.getAsInt() + " epochs bring nothing";
        return schedule + from + until;
    }
}
