package org.decathlete.search.statistics;

import java.util.SplittableRandom;

/** A normal distribution cut off outside of [0, 1]. */
public final class TruncatedNormal {
    private static final double FARTHEST_BELOW = -3;
    private static final double FARTHEST_ABOVE = 4;
    private static final int HALVINGS = 52;
    private static final int MOST_STEPS = 100;
    private static final double PRECISION = 1e-15;
    private final double mean;
    private final double deviation;
    private final double kept;

    /**
     * A distribution by what it would be without truncation.
     *
     * @param mean within [-3, 4]
     * @param deviation standard deviation, positive
     */
    public TruncatedNormal(double mean, double deviation) {
        if (!(mean >= FARTHEST_BELOW && mean <= FARTHEST_ABOVE) || !(deviation > 0)) {
            throw new IllegalArgumentException("mean " + mean + " and deviation " + deviation
                    + "; expected a mean within [-3, 4] and a positive deviation");
        }
        this.mean = mean;
        this.deviation = deviation;
        this.kept = Normal.between(standard(0), standard(1));
    }

    /** The one of this deviation whose median is {@code median}, which truncation otherwise shifts towards the middle. */
    public static TruncatedNormal withMedian(double median, double deviation) {
        double low = FARTHEST_BELOW;
        double high = FARTHEST_ABOVE;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (new TruncatedNormal(middle, deviation).cumulative(median) > 0.5) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new TruncatedNormal((low + high) / 2, deviation);
    }

    /** Natural logarithm of the density at {@code x}; minus infinity outside of [0, 1]. */
    public double logDensity(double x) {
        if (x < 0 || x > 1) {
            return Double.NEGATIVE_INFINITY;
        }
        return Normal.logDensity(standard(x)) - Math.log(deviation * kept);
    }

    /** Probability of a value up to {@code x}. */
    public double cumulative(double x) {
        return probability(0, x);
    }

    /** Probability of a value from {@code low} to {@code high}; what lies outside of [0, 1] has none. */
    public double probability(double low, double high) {
        return Normal.between(standard(Math.max(0, low)), standard(Math.min(1, high))) / kept;
    }

    /** The value that is not exceeded with this probability, by Newton's method kept within a shrinking interval. */
    public double quantile(double probability) {
        double low = 0;
        double high = 1;
        double x = 0.5;
        for (int i = 0; i < MOST_STEPS && high - low > PRECISION; i++) {
            double excess = cumulative(x) - probability;
            if (excess > 0) {
                high = x;
            } else {
                low = x;
            }
            double next = x - excess / Math.exp(logDensity(x));
            if (Math.abs(next - x) < PRECISION) {
                return next < low || next > high ? x : next;
            }
            x = next > low && next < high ? next : (low + high) / 2;
        }
        return x;
    }

    /** Draws a value in [0, 1]. */
    public double sample(SplittableRandom random) {
        return quantile(random.nextDouble());
    }

    private double standard(double x) {
        return (x - mean) / deviation;
    }
}
