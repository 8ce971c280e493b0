package org.decathlete.nn.train;

import org.decathlete.core.candidate.Schedule;

/**
 * The learning rate over a budget.
 *
 * @param initial rate at the start
 * @param schedule how it falls
 * @param budget what it falls over
 */
record LearningRate(double initial, Schedule schedule, Budget budget) {

    /** The rate of the next training batch. */
    double at(int epoch, long iteration, double activeSeconds) {
        return initial * schedule.factor(used(epoch, iteration, activeSeconds), whole());
    }

    /** Part of the budget that is used up, in [0, 1]. */
    double done(int epoch, long iteration, double activeSeconds) {
        return Math.min(1, used(epoch, iteration, activeSeconds) / whole());
    }

    /** How much of the budget is used up, in its unit: epochs, iterations or seconds. */
    double used(int epoch, long iteration, double activeSeconds) {
        if (budget instanceof Budget.Epochs) {
            return epoch;
        }
        return budget instanceof Budget.Iterations ? iteration : Math.max(0, activeSeconds);
    }

    /** The budget in its unit. */
    double whole() {
        if (budget instanceof Budget.Epochs epochs) {
            return epochs.epochs();
        }
        return budget instanceof Budget.Iterations iterations
                ? iterations.iterations()
                : ((Budget.WallClock) budget).seconds();
    }
}
