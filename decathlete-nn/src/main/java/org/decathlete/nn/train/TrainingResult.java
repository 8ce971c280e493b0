package org.decathlete.nn.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a training ended with.
 *
 * @param checkpoint the final checkpoint, or the latest of a training that paused
 * @param best the checkpoint with the best moving average, null where validation saw no foreground
 * @param iterations training batches done
 * @param epochs epochs done
 * @param activeSeconds time spent, restarts included
 * @param emaPseudoDice moving average at the end
 * @param bestEmaPseudoDice the best it was
 * @param divergences how often the training went astray and was put back
 * @param precision what the start-up check of the precision found, null where none was made
 * @param passes what shortages of memory left of a batch, null where there were none
 * @param earlyEnd why and how much before the end of its budget it ended, null where it did not
 */
public record TrainingResult(
        Path checkpoint,
        @Nullable Path best,
        long iterations,
        int epochs,
        double activeSeconds,
        @Nullable Double emaPseudoDice,
        @Nullable Double bestEmaPseudoDice,
        int divergences,
        @Nullable PrecisionFinding precision,
        @Nullable PassLimit passes,
        @Nullable EarlyEnd earlyEnd) {}
