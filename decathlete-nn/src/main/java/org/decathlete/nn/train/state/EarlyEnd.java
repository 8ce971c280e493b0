package org.decathlete.nn.train.state;

import java.util.Locale;
import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.settings.Budget;

/**
 * How a training ended before its budget was used up, because the rest would have brought nothing.
 *
 * @param predictedLoss Dice that the rest of the budget was expected to bring
 * @param largestLoss Dice that it would not have exceeded, with 95 % confidence
 * @param savedIterations training batches that were not needed, annealing included
 * @param savedSeconds the time that they would have taken
 * @param savedShare of the budget, in [0, 1]
 */
public record EarlyEnd(
        double predictedLoss, double largestLoss, long savedIterations, double savedSeconds, double savedShare) {

    /** The end of a training that stands at {@code state}, measured at its own speed. */
    public static EarlyEnd of(Forecast forecast, TrainingState state, Budget budget) {
        double trained = budget instanceof Budget.WallClock ? trained(state) : state.iteration();
        double secondsPerIteration = state.activeSeconds() / trained;
        double whole = wholeIterations(budget, secondsPerIteration);
        double saved = Math.max(0, whole - trained);
        return new EarlyEnd(
                forecast.gain(), forecast.largestGain(), Math.round(saved), saved * secondsPerIteration, saved / whole);
    }

    /** In iterations of planned patches, which are those that were saved: the tail was made a share of as many. */
    private static double trained(TrainingState state) {
        AnnealingTail tail = state.tail();
        return tail == null || state.decided().patch() == null
                ? state.iteration()
                : tail.iterations() / AnnealingTail.SHARE + state.iteration() - tail.from();
    }

    private static double wholeIterations(Budget budget, double secondsPerIteration) {
        if (budget instanceof Budget.Epochs epochs) {
            return (double) epochs.epochs() * epochs.iterationsPerEpoch();
        }
        return budget instanceof Budget.Iterations iterations
                ? iterations.iterations()
                : ((Budget.WallClock) budget).seconds() / secondsPerIteration;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f %% of the budget were not needed (%d iterations, %.0f s): the predicted loss is %.4f Dice, below %.4f with 95 %%"
                        + " confidence",
                100 * savedShare,
                savedIterations,
                savedSeconds,
                predictedLoss,
                largestLoss);
    }
}
