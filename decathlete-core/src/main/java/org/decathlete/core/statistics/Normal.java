package org.decathlete.core.statistics;

/** The standard normal distribution. */
final class Normal {
    private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double SERIES_UP_TO = 3;
    private static final int HALVINGS = 200;
    private static final double FARTHEST = 40;

    private Normal() {}

    /** Probability of a value up to {@code x}; exact to a few units in the last place, also far out. */
    static double cumulative(double x) {
        if (x > SERIES_UP_TO) {
            return 1 - tail(x);
        }
        return x < -SERIES_UP_TO ? tail(-x) : 0.5 + series(x);
    }

    /** Probability of a value above {@code x}. */
    static double survival(double x) {
        return cumulative(-x);
    }

    /** The value that is not exceeded with this probability; infinite for 0 and 1. */
    static double quantile(double probability) {
        if (probability <= 0 || probability >= 1) {
            return probability <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Half the probability of a value between -x and x: density times x + x³/3 + x⁵/(3·5) + … (Marsaglia 2004). */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-18 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return sum * density(x);
    }

    /** Probability beyond a large x by the continued fraction of Mills' ratio, 1/(x + 1/(x + 2/(x + 3/(x + …)))). */
    private static double tail(double x) {
        double fraction = x;
        for (int i = 200; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return density(x) / fraction;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2 - LOG_ROOT_TWO_PI);
    }
}
