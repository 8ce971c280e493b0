package org.decathlete.nn.train.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.state.EarlyEnd;
import org.decathlete.nn.train.state.PassLimit;
import org.decathlete.nn.train.state.TrainingState;
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
 * @param earlyEnd why and how much before the end of its budget it was found converged and ended, null where it was not
 * @param endedByScores whether scores of the validation patches ended it: it was found converged, or its patience was at an end
 * @param libtorch version of libtorch and its Java binding that wrote the final checkpoint
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
        @Nullable EarlyEnd earlyEnd,
        boolean endedByScores,
        String libtorch) {

    /**
     * What a final checkpoint says of its training; the weights are not read.
     *
     * @throws DecathleteException of kind DATA when it is absent, damaged, of a newer version, or of a training that is not
     *     finished
     */
    public static TrainingResult read(Path checkpoint) {
        Map<String, String> metadata = SafetensorsFile.metadata(checkpoint);
        Checkpoints.requireFormat(checkpoint, metadata);
        TrainingState state = Checkpoints.finishedState(checkpoint, metadata);
        return of(checkpoint, state, Checkpoints.parsed(checkpoint, metadata, "budget", Budget.class));
    }

    /** The result of a training that stands at {@code state}, of which {@code checkpoint} was written. */
    public static TrainingResult of(Path checkpoint, TrainingState state, Budget budget) {
        Path best = Checkpoints.bestBeside(checkpoint);
        Forecast forecast = state.decided().ending();
        return new TrainingResult(
                checkpoint,
                Files.exists(best) ? best : null,
                state.iteration(),
                state.epoch(),
                state.activeSeconds(),
                state.score().average(),
                state.score().best(),
                state.divergences(),
                state.decided().precision(),
                state.decided().passes(),
                forecast == null ? null : EarlyEnd.of(forecast, state, budget),
                state.tail() != null,
                Checkpoints.libtorch(checkpoint, SafetensorsFile.metadata(checkpoint)));
    }
}
