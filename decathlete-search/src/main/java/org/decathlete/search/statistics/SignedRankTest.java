package org.decathlete.search.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945). Pairs without a difference are left out. Up to
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
        Sums sums = Sums.of(differences);
        long smaller = Math.min(sums.positive(), sums.total() - sums.positive());
        return Math.min(1, 2 * sums.probabilityUpTo(smaller));
    }

    /**
     * One-sided: the probability, if differences were symmetric around zero, of a sum of positive ranks at least as large as that of
     * {@code differences}; 1 where no difference is left. Small values say that differences tend to be positive.
     */
    public static double probabilityGreater(double[] differences) {
        Sums sums = Sums.of(differences);
        return sums.probabilityUpTo(sums.total() - sums.positive());
    }

    /**
     * Sums of twice the ranks of the magnitudes.
     *
     * @param positive of positive differences
     * @param total of all
     */
    private record Sums(long[] doubledRanks, long positive, long total) {
        static Sums of(double[] differences) {
            double[] used = Arrays.stream(differences)
                    .filter(value -> value != 0 && !Double.isNaN(value))
                    .toArray();
            long[] doubled = Ranks.doubled(Arrays.stream(used).map(Math::abs).toArray());
            long positive = 0;
            long total = 0;
            for (int i = 0; i < used.length; i++) {
                positive += used[i] > 0 ? doubled[i] : 0;
                total += doubled[i];
            }
            return new Sums(doubled, positive, total);
        }

        /** Of a sum of ranks with random signs; its distribution is symmetric. */
        double probabilityUpTo(long sum) {
            if (doubledRanks.length == 0) {
                return 1;
            }
            return doubledRanks.length <= EXACT_UP_TO ? exact(sum) : approximate(sum);
        }

        /** Counts, over all choices of signs, how often the positive ranks sum up to each value. */
        private double exact(long most) {
            double[] ways = new double[(int) total + 1];
            ways[0] = 1;
            for (long rank : doubledRanks) {
                for (int sum = (int) total; sum >= rank; sum--) {
                    ways[sum] += ways[sum - (int) rank];
                }
            }
            double atMost = 0;
            for (int sum = 0; sum <= most; sum++) {
                atMost += ways[sum];
            }
            return atMost / Math.pow(2, doubledRanks.length);
        }

        private double approximate(long most) {
            // The sum of independent coin tosses of weight rank: mean total / 2, variance the sum of squares / 4.
            double variance = Arrays.stream(doubledRanks)
                    .mapToDouble(rank -> (double) rank * rank / 4)
                    .sum();
            // Ranks are doubled, so that half a rank of continuity is 1.
            return Normal.cumulative((most + 1 - total / 2.0) / Math.sqrt(variance));
        }
    }
}
