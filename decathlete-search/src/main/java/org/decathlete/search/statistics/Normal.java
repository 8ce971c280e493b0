package org.decathlete.search.statistics;

/** The standard normal distribution. */
public final class Normal {
    private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double SERIES_UP_TO = 3;
    private static final int FRACTION_DEPTH = 60;

    private Normal() {}

    /** Natural logarithm of the density at {@code x}. */
    public static double logDensity(double x) {
        return -0.5 * x * x - LOG_ROOT_TWO_PI;
    }

    /** Probability of a value up to {@code x}. */
    public static double cumulative(double x) {
        if (Math.abs(x) <= SERIES_UP_TO) {
            return 0.5 + centre(x);
        }
        return x > 0 ? 1 - tail(x) : tail(-x);
    }

    /** Probability of a value from {@code low} to {@code high}, exact also far out. */
    public static double between(double low, double high) {
        // In the upper tail two probabilities near 1 would cancel; by symmetry the lower tail has them near 0.
        return low > 0 ? cumulative(-low) - cumulative(-high) : cumulative(high) - cumulative(low);
    }

    /** Probability between 0 and x by Taylor's series of the density's integral (Marsaglia 2004). */
    private static double centre(double x) {
        double square = x * x;
        double term = x;
        double sum = x;
        for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
            term *= square / odd;
            sum += term;
        }
        return sum * Math.exp(logDensity(x));
    }

    /** Probability beyond a large x by the continued fraction of Mills' ratio. */
    private static double tail(double x) {
        double fraction = x;
        for (int k = FRACTION_DEPTH; k > 0; k--) {
            fraction = x + k / fraction;
        }
        return Math.exp(logDensity(x)) / fraction;
    }
}
