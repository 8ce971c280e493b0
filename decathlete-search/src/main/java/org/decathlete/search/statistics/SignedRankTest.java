package org.decathlete.search.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided (Wilcoxon 1945). Pairs without a difference are left out. Up to
 * {@value #EXACT_UP_TO} pairs the probability is exact, also with ties; beyond that it comes from the normal distribution with
 * corrections for ties and continuity.
 */
public final class SignedRankTest {
    static final int EXACT_UP_TO = 25;

    private SignedRankTest() {}

    /**
     * The probability, if differences were symmetric around zero, of rank sums at least as uneven as those of {@code differences};
     * 1 where no difference is left.
     */
    public static double probability(double[] differences) {
        double[] used = Arrays.stream(differences)
                .filter(value -> value != 0 && !Double.isNaN(value))
                .toArray();
        if (used.length == 0) {
            return 1;
        }
        long[] doubled = doubledRanks(used);
        long positive = 0;
        long total = 0;
        for (int i = 0; i < used.length; i++) {
            positive += used[i] > 0 ? doubled[i] : 0;
            total += doubled[i];
        }
        long smaller = Math.min(positive, total - positive);
        return used.length <= EXACT_UP_TO ? exact(doubled, smaller, total) : approximate(doubled, smaller, total);
    }

    /** Counts, over all choices of signs, how often the positive ranks sum up to each value. */
    private static double exact(long[] ranks, long smaller, long total) {
        double[] ways = new double[(int) total + 1];
        ways[0] = 1;
        for (long rank : ranks) {
            for (int sum = (int) total; sum >= rank; sum--) {
                ways[sum] += ways[sum - (int) rank];
            }
        }
        double atMost = 0;
        for (int sum = 0; sum <= smaller; sum++) {
            atMost += ways[sum];
        }
        return Math.min(1, 2 * atMost / Math.pow(2, ranks.length));
    }

    private static double approximate(long[] ranks, long smaller, long total) {
        // The sum of independent coin tosses of weight rank: mean total / 2, variance the sum of squares / 4.
        double variance = Arrays.stream(ranks)
                .mapToDouble(rank -> (double) rank * rank / 4)
                .sum();
        // Ranks are doubled, so that half a rank of continuity is 1.
        double distance = Math.max(0, total / 2.0 - smaller - 1);
        return Math.min(1, 2 * Normal.cumulative(-distance / Math.sqrt(variance)));
    }

    /** Twice the rank of each magnitude, equal ones sharing their mean rank, so that all are whole. */
    private static long[] doubledRanks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> Math.abs(values[i])));
        long[] ranks = new long[values.length];
        int start = 0;
        while (start < order.length) {
            int end = start + 1;
            while (end < order.length && Math.abs(values[order[end]]) == Math.abs(values[order[start]])) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = start + 1L + end;
            }
            start = end;
        }
        return ranks;
    }
}
