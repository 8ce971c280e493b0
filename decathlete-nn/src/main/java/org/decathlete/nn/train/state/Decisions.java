package org.decathlete.nn.train.state;

import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.convergence.ScoreTrack;
import org.decathlete.nn.train.precision.LossScale;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.jspecify.annotations.Nullable;

/**
 * What a training decided by itself; kept in the checkpoint, so that going on repeats nothing.
 *
 * @param precision what the start-up check found, null where none was made
 * @param lossScale of half precision, null in others
 * @param passes what shortages of memory left of a batch, null where there were none
 * @param scores what the convergence monitor remembers
 * @param ending why the training is brought to its end before its budget is used up, null as long as it is not
 * @param patch the patches that are learnt from, null where they do not grow, and in checkpoints of before this was noted
 */
public record Decisions(
        @Nullable PrecisionFinding precision,
        @Nullable LossScale lossScale,
        @Nullable PassLimit passes,
        ScoreTrack scores,
        @Nullable Forecast ending,
        @Nullable LearntPatch patch) {
    /** Before anything is decided. */
    public static final Decisions NONE = new Decisions(null, null, null, ScoreTrack.NONE, null, null);

    /** The same with what the start-up check found. */
    public Decisions withPrecision(PrecisionFinding finding) {
        return new Decisions(finding, lossScale, passes, scores, ending, patch);
    }

    /** The same with another scale of the loss. */
    public Decisions withLossScale(@Nullable LossScale scale) {
        return new Decisions(precision, scale, passes, scores, ending, patch);
    }

    /** The same after a shortage of memory. */
    public Decisions withPasses(PassLimit limit) {
        return new Decisions(precision, lossScale, limit, scores, ending, patch);
    }

    /** The same with another memory of the convergence monitor. */
    public Decisions withScores(ScoreTrack track) {
        return new Decisions(precision, lossScale, passes, track, ending, patch);
    }

    /** The same with the training brought to its end, or with null not so any more. */
    public Decisions withEnding(@Nullable Forecast forecast) {
        return new Decisions(precision, lossScale, passes, scores, forecast, patch);
    }

    /** The same with other patches. */
    public Decisions withPatch(LearntPatch learnt) {
        return new Decisions(precision, lossScale, passes, scores, ending, learnt);
    }
}
