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
        return initial * schedule.factor(done(epoch, iteration, activeSeconds));
    }

    /** Part of the budget that is used up, in [0, 1]. */
    double done(int epoch, long iteration, double activeSeconds) {
        double part;
        if (budget instanceof Budget.Epochs epochs) {
            part = epoch / (double) epochs.epochs();
        } else if (budget instanceof Budget.Iterations iterations) {
            part = iteration / (double) iterations.iterations();
        } else {
            part = activeSeconds / ((Budget.WallClock) budget).seconds();
        }
        return Math.min(1, Math.max(0, part));
    }
}
