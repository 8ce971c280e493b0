package org.decathlete.nn.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a training ended with.
 *
 * @param checkpoint the final checkpoint
 * @param best the checkpoint with the best moving average, null where validation saw no foreground
 * @param iterations training batches done
 * @param epochs epochs done
 * @param activeSeconds time spent, restarts included
 * @param emaPseudoDice moving average at the end
 * @param bestEmaPseudoDice the best it was
 * @param divergences how often the training went astray and was put back
 */
public record TrainingResult(
        Path checkpoint,
        @Nullable Path best,
        long iterations,
        int epochs,
        double activeSeconds,
        @Nullable Double emaPseudoDice,
        @Nullable Double bestEmaPseudoDice,
        int divergences) {}
