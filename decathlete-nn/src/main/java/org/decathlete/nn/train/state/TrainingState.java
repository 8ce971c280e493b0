package org.decathlete.nn.train.state;

import java.util.List;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.validation.MovingScore;
import org.decathlete.nn.train.validation.ValidationProgress;
import org.jspecify.annotations.Nullable;

/**
 * Where a training stands: with the weights, the optimiser's state, the seed and the candidate, everything that is needed to go
 * on.
 *
 * @param iteration training batches done
 * @param epoch epochs done
 * @param iterationInEpoch training batches done in the epoch under way
 * @param activeSeconds time spent
 * @param pace the division into epochs, null while a budget in seconds is still being measured
 * @param score moving average of the pseudo-Dice and its best
 * @param lastScore pseudo-Dice of the last epoch, null before the first
 * @param rateFactor what the learning rate is multiplied by after divergences
 * @param divergences how often the training went astray
 * @param firstLoss the first loss, null before it
 * @param epochLoss sum of the losses of the epoch under way
 * @param epochGradientNorm sum of its gradient norms
 * @param epochSeconds time spent on it
 * @param tail the annealing of a training that stopped improving, null as long as it does
 * @param finished whether the budget is used up
 * @param recentLosses the last losses, oldest first, from which divergence is told; null in checkpoints of before they were kept
 * @param validation what is judged of the epoch under way, null where its validation has not begun
 * @param decisions what the training decided by itself, null in checkpoints of before there were any
 */
public record TrainingState(
        long iteration,
        int epoch,
        int iterationInEpoch,
        double activeSeconds,
        @Nullable Pace pace,
        MovingScore score,
        @Nullable Double lastScore,
        double rateFactor,
        int divergences,
        @Nullable Double firstLoss,
        double epochLoss,
        double epochGradientNorm,
        double epochSeconds,
        @Nullable AnnealingTail tail,
        boolean finished,
        @Nullable List<Double> recentLosses,
        @Nullable ValidationProgress validation,
        @Nullable Decisions decisions) {

    /** Before the first step. */
    public static TrainingState initial() {
        return new TrainingState(
                0,
                0,
                0,
                0,
                null,
                MovingScore.NONE,
                null,
                1,
                0,
                null,
                0,
                0,
                0,
                null,
                false,
                List.of(),
                null,
                Decisions.NONE);
    }

    /** The same point with a lower rate, after the training went astray and lost some time. */
    public TrainingState afterDivergence(double rateFactor, int divergences, double activeSeconds) {
        return new TrainingState(
                iteration,
                epoch,
                iterationInEpoch,
                activeSeconds,
                pace,
                score,
                lastScore,
                rateFactor,
                divergences,
                firstLoss,
                epochLoss,
                epochGradientNorm,
                epochSeconds,
                tail,
                finished,
                List.of(),
                validation,
                decisions);
    }

    /** The same point as part of a longer training, which is not at its end yet. */
    public TrainingState reopened() {
        return new TrainingState(
                iteration,
                epoch,
                iterationInEpoch,
                activeSeconds,
                pace,
                score,
                lastScore,
                rateFactor,
                divergences,
                firstLoss,
                epochLoss,
                epochGradientNorm,
                epochSeconds,
                null,
                false,
                recentLosses,
                validation,
                decided().withEnding(null));
    }

    /** What the training decided by itself. */
    public Decisions decided() {
        return decisions == null ? Decisions.NONE : decisions;
    }
}
