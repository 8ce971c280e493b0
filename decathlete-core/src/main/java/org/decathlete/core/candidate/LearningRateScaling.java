package org.decathlete.core.candidate;

/**
 * How the learning rate follows the batch: with the square root of the number of samples for Adam, AdamW and Muon, whose steps do not
 * grow with the gradient (Malladi et al., 2022), linearly for SGD (Goyal et al., 2017). Both rules break down far from where the rate was
 * found, so that the factor stays within a bound.
 */
public final class LearningRateScaling {
    /** Largest factor, and one over the smallest. */
    public static final double BOUND = 2;

    private LearningRateScaling() {}

    /**
     * The factor of the learning rate.
     *
     * @param from samples of a step for which the rate was found, at least 1
     * @param to samples of a step, at least 1
     * @return in [1 / {@link #BOUND}, {@link #BOUND}]
     */
    public static double factor(OptimizerSpec optimizer, int from, int to) {
        double ratio = to / (double) from;
        double rule = optimizer instanceof OptimizerSpec.Sgd ? ratio : Math.sqrt(ratio);
        return Math.max(1 / BOUND, Math.min(BOUND, rule));
    }
}
