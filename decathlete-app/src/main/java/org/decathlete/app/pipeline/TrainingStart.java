package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a training begins that is not there yet.
 *
 * @param weights of an earlier training to start from: a model folder, a checkpoint or a {@code .pth} file; random ones otherwise
 * @param lengthens whether a finished training of the same candidate goes on under the new schedule, instead of being set aside
 */
public record TrainingStart(Optional<Path> weights, boolean lengthens) {
    /** From random weights, every time. */
    public static final TrainingStart FRESH = new TrainingStart(Optional.empty(), false);

    /** The request in words, with where it starts. */
    String asked(String schedule) {
        return weights.map(path -> schedule + ", from the weights of "
                        + path.toAbsolutePath().normalize())
                .orElse(schedule);
    }
}
