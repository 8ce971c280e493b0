package org.decathlete.search.statistics;

import java.util.Optional;

/**
 * Spearman's rank correlation; equal numbers share their mean rank.
 *
 * @param pairs how many pairs it was found from, at least 4
 * @param value within [-1, 1]
 * @param low lower end of its 95 % interval; the interval of a perfect correlation has no width
 * @param high upper end
 */
public record SpearmanCorrelation(int pairs, double value, double low, double high) {
    /** Fewer have no interval. */
    public static final int FEWEST_PAIRS = 4;

    private static final double NORMAL_975 = 1.959963984540054;

    /**
     * The correlation of numbers of the same length, none of them NaN. Its interval is Fisher's, with the variance of Bonett and Wright
     * (2000).
     *
     * @return empty with fewer than {@value #FEWEST_PAIRS} pairs, or where one side has a single value throughout
     */
    public static Optional<SpearmanCorrelation> of(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " numbers beside " + other.length + "; give pairs");
        }
        int pairs = one.length;
        if (pairs < FEWEST_PAIRS) {
            return Optional.empty();
        }
        long[] ranks = Ranks.doubled(one);
        long[] others = Ranks.doubled(other);
        // The mean of twice the ranks 1 … n.
        double mean = pairs + 1;
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < pairs; i++) {
            product += (ranks[i] - mean) * (others[i] - mean);
            square += (ranks[i] - mean) * (ranks[i] - mean);
            otherSquare += (others[i] - mean) * (others[i] - mean);
        }
        if (square == 0 || otherSquare == 0) {
            return Optional.empty();
        }
        double value = Math.max(-1, Math.min(1, product / Math.sqrt(square * otherSquare)));
        double centre = 0.5 * (Math.log1p(value) - Math.log1p(-value));
        double width = NORMAL_975 * Math.sqrt((1 + value * value / 2) / (pairs - 3));
        return Optional.of(new SpearmanCorrelation(pairs, value, Math.tanh(centre - width), Math.tanh(centre + width)));
    }
}
