package org.decathlete.search.trial;

/**
 * A figure that a study makes as small, or as large, as it can.
 *
 * @param name unique within its study
 * @param direction which way is better
 * @param limit a trial whose figure is this bad or worse counts as failing and is not continued; infinite for none
 */
public record Objective(String name, Direction direction, double limit) {

    /** Which way is better. */
    public enum Direction {
        MINIMIZE,
        MAXIMIZE
    }

    /** The smaller the better. */
    public static Objective minimize(String name) {
        return new Objective(name, Direction.MINIMIZE, Double.POSITIVE_INFINITY);
    }

    /** The larger the better. */
    public static Objective maximize(String name) {
        return new Objective(name, Direction.MAXIMIZE, Double.NEGATIVE_INFINITY);
    }

    /** The same with a limit. */
    public Objective failingFrom(double worst) {
        return new Objective(name, direction, worst);
    }

    /** The figure of a trial that ended well, turned so that smaller is better; infinity for any other trial. */
    public double loss(Trial trial) {
        Double value = trial.outcome().values().get(name);
        if (trial.state() != TrialState.OK || value == null) {
            return Double.POSITIVE_INFINITY;
        }
        return turned(value);
    }

    /** The same, but no worse than the limit for a trial that ended well. */
    public double limitedLoss(Trial trial) {
        return trial.state() == TrialState.OK ? Math.min(loss(trial), turned(limit)) : Double.POSITIVE_INFINITY;
    }

    /** Whether a trial ended well and better than the limit. */
    public boolean met(Trial trial) {
        return loss(trial) < turned(limit);
    }

    private double turned(double value) {
        return direction == Direction.MINIMIZE ? value : -value;
    }
}
