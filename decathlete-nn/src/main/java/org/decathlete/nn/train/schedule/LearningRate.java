package org.decathlete.nn.train.schedule;

import org.decathlete.core.candidate.Schedule;
import org.decathlete.nn.train.settings.Budget;

/**
 * The learning rate over a budget.
 *
 * @param initial rate at the start
 * @param schedule how it falls
 * @param budget what it falls over
 */
public record LearningRate(double initial, Schedule schedule, Budget budget) {

    /** The rate of the next training batch. */
    public double at(int epoch, long iteration, double activeSeconds) {
        return initial * schedule.factor(used(epoch, iteration, activeSeconds), whole());
    }

    /** Part of the budget that is used up, in [0, 1]. */
    public double done(int epoch, long iteration, double activeSeconds) {
        return Math.min(1, used(epoch, iteration, activeSeconds) / whole());
    }

    /** How much of the budget is used up, in its unit: epochs, iterations or seconds. */
    public double used(int epoch, long iteration, double activeSeconds) {
        if (budget instanceof Budget.Epochs) {
            return epoch;
        }
        return budget instanceof Budget.Iterations ? iteration : Math.max(0, activeSeconds);
    }

    /** The budget in its unit. */
    public double whole() {
        if (budget instanceof Budget.Epochs epochs) {
            return epochs.epochs();
        }
        return budget instanceof Budget.Iterations iterations
                ? iterations.iterations()
                : ((Budget.WallClock) budget).seconds();
    }
}
