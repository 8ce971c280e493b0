package org.decathlete.nn.train;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.log.DivergenceEvent;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.state.Divergence;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.Learner;

/**
 * Takes a training that went astray back to its latest checkpoint, which was written only after every step up to it had proved
 * good, and lowers the learning rate; the second time is the last.
 */
final class Recovery {
    private static final int RESTARTS = 2;
    private static final double RATE_CUT = 0.1;

    private final Checkpoints checkpoints;
    private final double recipeRate;
    private final Progress progress;

    /** @param recipeRate the recipe's learning rate, for messages */
    Recovery(Checkpoints checkpoints, double recipeRate, Progress progress) {
        this.checkpoints = checkpoints;
        this.recipeRate = recipeRate;
        this.progress = progress;
    }

    /**
     * Restores the learner and the standing, and keeps the lower rate in a checkpoint.
     *
     * @param log for the event when there is no way back
     * @return the event to log once lines of epochs that come again are dropped
     * @throws DecathleteException of kind TRAINING when all restarts are used up
     */
    DivergenceEvent takeBack(Divergence divergence, Learner learner, Standing standing, MetricsLog log) {
        TrainingState good = checkpoints
                .state(checkpoints.latest())
                .orElseThrow(() -> DecathleteException.data(checkpoints.latest() + " is gone; run the command again"));
        int number = good.divergences() + 1;
        if (number > RESTARTS) {
            log.add(event(divergence, number, -1, good.rateFactor()));
            throw givenUp(divergence, number, good.rateFactor());
        }
        double factor = good.rateFactor() * RATE_CUT;
        TrainingState lowered = good.afterDivergence(factor, number, standing.activeSeconds());
        learner.restore(checkpoints.latest());
        standing.restore(lowered);
        learner.lossScaler().resume(lowered.decided().lossScale());
        checkpoints.writeLatest(lowered, learner.tensors());
        progress.say(String.format(
                "training went astray: %s. Back to iteration %d with %.3g of the learning rate (restart %d of %d)",
                divergence.reason(), lowered.iteration(), factor, number, RESTARTS));
        return event(divergence, number, lowered.iteration(), factor);
    }

    private static DivergenceEvent event(Divergence divergence, int number, long back, double factor) {
        return new DivergenceEvent("divergence", number, divergence.iteration(), divergence.reason(), back, factor);
    }

    private DecathleteException givenUp(Divergence divergence, int number, double factor) {
        return new DecathleteException(
                ErrorKind.TRAINING,
                String.format(
                        "the training went astray %d times, at last because %s, though the learning rate was lowered to %.3g "
                                + "of the recipe's %.3g. Check intensities and labels of the data with `inspect`, or give a candidate with a "
                                + "lower learning rate.",
                        number, divergence.reason(), factor, recipeRate));
    }
}
