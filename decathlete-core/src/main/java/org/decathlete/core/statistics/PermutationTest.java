package org.decathlete.core.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Paired permutation test of a mean difference, two-sided: how often is the mean at least as far from zero when the sign of every
 * difference is a fair coin? Up to {@value #EXACT_UP_TO} pairs all signs are tried; beyond that they are drawn, and the signs
 * that were observed count as one of the draws.
 */
public final class PermutationTest {
    static final int EXACT_UP_TO = 18;
    /** Sums that differ by rounding alone count as equal. */
    private static final double ROUNDING = 1e-12;

    private PermutationTest() {}

    /**
     * Tests a mean difference.
     *
     * @param differences one per case; NaN stands for a case without one
     * @param draws how many signs are drawn where not all can be tried
     * @param random source of the draws
     * @return as the statistic the mean difference
     */
    public static TestResult of(double[] differences, int draws, SplittableRandom random) {
        double[] used =
                Arrays.stream(differences).filter(value -> !Double.isNaN(value)).toArray();
        if (used.length == 0) {
            return TestResult.untestable(0, "no pair");
        }
        double sum = Arrays.stream(used).sum();
        double magnitude = Arrays.stream(used).map(Math::abs).sum();
        double threshold = Math.abs(sum) - ROUNDING * magnitude;
        boolean exact = used.length <= EXACT_UP_TO;
        double p = exact ? all(used, threshold) : drawn(used, threshold, draws, random);
        return new TestResult(sum / used.length, p, used.length, exact ? "all signs" : draws + " random signs");
    }

    private static double all(double[] values, double threshold) {
        long count = 1L << values.length;
        long extreme = 0;
        for (long signs = 0; signs < count; signs++) {
            extreme += Math.abs(sum(values, signs)) >= threshold ? 1 : 0;
        }
        return extreme / (double) count;
    }

    private static double drawn(double[] values, double threshold, int draws, SplittableRandom random) {
        long extreme = 1;
        for (int draw = 0; draw < draws; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i += Long.SIZE) {
                double[] part = Arrays.copyOfRange(values, i, Math.min(values.length, i + Long.SIZE));
                sum += sum(part, random.nextLong());
            }
            extreme += Math.abs(sum) >= threshold ? 1 : 0;
        }
        return extreme / (draws + 1.0);
    }

    private static double sum(double[] values, long signs) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (signs >>> i & 1) == 0 ? values[i] : -values[i];
        }
        return sum;
    }
}
