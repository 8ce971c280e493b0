package org.decathlete.nn.train;

import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.schedule.LearningRate;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.TrainingState;

/** When an epoch, the part of the budget that was asked for, and the whole training are over, and which learning rate holds until then. */
final class Timetable {
    /** A third of 300 epochs is to be 100, whatever the third is as a binary fraction. */
    private static final double ROUNDING = 1e-9;

    private final RunSettings settings;
    private final LearningRate learningRate;
    private final Standing standing;
    private double stepSeconds;
    private double validationSeconds;

    Timetable(RunSettings settings, LearningRate learningRate, Standing standing) {
        this.settings = settings;
        this.learningRate = learningRate;
        this.standing = standing;
    }

    /** What the last steps took, each. */
    void stepTook(double seconds) {
        stepSeconds = seconds;
    }

    /** What the last validation took. */
    void validationTook(double seconds) {
        validationSeconds = seconds;
    }

    /** The rate of the next step. */
    double rate() {
        AnnealingTail tail = standing.tail();
        // The schedule still holds: a tail that turned out slower than a budget in seconds allows ends annealed all the
        // same.
        return tail != null ? Math.min(tail.rateAt(standing.iteration()), scheduledRate()) : scheduledRate();
    }

    /** The rate of the next step if the training does not end early. */
    double scheduledRate() {
        return standing.rateFactor()
                * learningRate.at(standing.epoch(), standing.iteration(), standing.activeSeconds());
    }

    /**
     * Part of the training that is done, in [0, 1]; all of it where the rate falls to an early end. Epochs count in parts, though the rate
     * rests within each: else the first of a training would all be its beginning, and an only one nothing but that.
     */
    double done() {
        if (standing.tail() != null) {
            return 1;
        }
        if (settings.budget() instanceof Budget.Epochs epochs) {
            double begun = standing.iterationInEpoch() / (double) epochs.iterationsPerEpoch();
            return Math.min(1, (standing.epoch() + begun) / epochs.epochs());
        }
        return learningRate.done(standing.epoch(), standing.iteration(), standing.activeSeconds());
    }

    /** Whether the epoch's steps are done and its validation is due or under way. */
    boolean epochIsOver() {
        Pace pace = standing.pace();
        boolean full = pace != null && standing.iterationInEpoch() >= pace.iterationsPerEpoch();
        return full || standing.validation() != null || (standing.iterationInEpoch() > 0 && budgetIsUsedUp());
    }

    /** Of a budget in seconds, one more step and the validation after it must still fit. */
    boolean budgetIsUsedUp() {
        AnnealingTail tail = standing.tail();
        if (tail != null && tail.isOver(standing.iteration())) {
            return true;
        }
        if (settings.budget() instanceof Budget.WallClock budget) {
            double needed = stepSeconds + (standing.iterationInEpoch() > 0 ? validationSeconds : 0);
            return standing.iteration() > 0 && standing.activeSeconds() + needed >= budget.seconds();
        }
        return learningRate.done(standing.epoch(), standing.iteration(), 0) >= 1;
    }

    /** Whether an epoch has just ended, or none begun, and the part of the budget that was asked for is used up. */
    boolean pauses() {
        return settings.part() < 1
                && standing.iterationInEpoch() == 0
                && !budgetIsUsedUp()
                && partIsUsedUp(
                        settings,
                        learningRate,
                        learningRate.used(standing.epoch(), standing.iteration(), standing.activeSeconds()));
    }

    /** Whether a training paused there and has nothing to do: the part that is asked for now is used up, too, and the whole is not. */
    static boolean isPaused(TrainingState state, RunSettings settings, LearningRate learningRate) {
        double used = learningRate.used(state.epoch(), state.iteration(), state.activeSeconds());
        return settings.part() < 1
                && state.iteration() > 0
                && state.iterationInEpoch() == 0
                && state.validation() == null
                && state.tail() == null
                && used < learningRate.whole()
                && partIsUsedUp(settings, learningRate, used);
    }

    private static boolean partIsUsedUp(RunSettings settings, LearningRate learningRate, double used) {
        return used >= settings.part() * learningRate.whole() * (1 - ROUNDING);
    }
}
