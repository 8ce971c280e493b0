package org.decathlete.nn.train;

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
record Decisions(
        @Nullable PrecisionFinding precision,
        @Nullable LossScale lossScale,
        @Nullable PassLimit passes,
        ScoreTrack scores,
        @Nullable Forecast ending,
        @Nullable LearntPatch patch) {
    static final Decisions NONE = new Decisions(null, null, null, ScoreTrack.NONE, null, null);

    Decisions withPrecision(PrecisionFinding finding) {
        return new Decisions(finding, lossScale, passes, scores, ending, patch);
    }

    Decisions withLossScale(@Nullable LossScale scale) {
        return new Decisions(precision, scale, passes, scores, ending, patch);
    }

    Decisions withPasses(PassLimit limit) {
        return new Decisions(precision, lossScale, limit, scores, ending, patch);
    }

    Decisions withScores(ScoreTrack track) {
        return new Decisions(precision, lossScale, passes, track, ending, patch);
    }

    Decisions withEnding(@Nullable Forecast forecast) {
        return new Decisions(precision, lossScale, passes, scores, forecast, patch);
    }

    Decisions withPatch(LearntPatch learnt) {
        return new Decisions(precision, lossScale, passes, scores, ending, learnt);
    }
}
