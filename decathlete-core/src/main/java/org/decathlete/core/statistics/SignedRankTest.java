package org.decathlete.core.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided (Wilcoxon 1945). Pairs without a difference are left out. Up to
 * {@value #EXACT_UP_TO} pairs p is exact, also with ties (the distribution over all signs, given the ranks: Streitberg and Röhmel
 * 1986); beyond that it comes from the normal distribution with corrections for ties and continuity.
 */
public final class SignedRankTest {
    static final int EXACT_UP_TO = 200;

    private SignedRankTest() {}

    /**
     * Tests whether differences are symmetric around zero.
     *
     * @param differences one per case; NaN stands for a case without one
     * @return as the statistic the smaller of the two rank sums
     */
    public static TestResult of(double[] differences) {
        double[] used = Arrays.stream(differences)
                .filter(value -> !Double.isNaN(value) && value != 0)
                .toArray();
        if (used.length == 0) {
            return TestResult.untestable(0, "no pair differs");
        }
        Ranks ranks = Ranks.of(Arrays.stream(used).map(Math::abs).toArray());
        int positive = 0;
        int total = 0;
        for (int i = 0; i < used.length; i++) {
            total += ranks.doubled()[i];
            positive += used[i] > 0 ? ranks.doubled()[i] : 0;
        }
        double statistic = Math.min(positive, total - positive) / 2.0;
        return used.length <= EXACT_UP_TO
                ? new TestResult(statistic, exact(ranks.doubled(), positive, total), used.length, "exact")
                : new TestResult(statistic, normal(ranks, statistic), used.length, "normal approximation");
    }

    /** Probability of a rank sum as far out as {@code positive} when every sign is a fair coin. */
    private static double exact(int[] doubled, int positive, int total) {
        double[] probability = new double[total + 1];
        probability[0] = 1;
        int reached = 0;
        for (int rank : doubled) {
            for (int sum = reached + rank; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
            }
            reached += rank;
        }
        int low = Math.min(positive, total - positive);
        double tail = 0;
        for (int sum = 0; sum <= low; sum++) {
            tail += probability[sum];
        }
        return Math.min(1, 2 * tail);
    }

    static double normal(Ranks ranks, double statistic) {
        double n = ranks.doubled().length;
        double mean = n * (n + 1) / 4;
        double deviation = Math.sqrt((n * (n + 1) * (2 * n + 1) - ranks.tieTerm() / 2) / 24);
        double distance = Math.max(0, Math.abs(statistic - mean) - 0.5);
        return Math.min(1, 2 * Normal.survival(distance / deviation));
    }
}
