package org.decathlete.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
    /** Heights of cross- and self-fertilised corn (Darwin 1876), the example of SciPy's documentation: W = 24, p = 0.0413. */
    private static final double[] CORN = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};

    @Test
    void darwinsCorn() {
        TestResult result = SignedRankTest.of(CORN);
        assertThat(result.statistic()).isEqualTo(24);
        assertThat(result.p()).isCloseTo(0.041259765625, within(1e-15));
        assertThat(result.method()).isEqualTo("exact");
        TestResult permuted = PermutationTest.of(CORN, 0, new SplittableRandom(1));
        // Fisher's own permutation test of these plants (The Design of Experiments, 1935): 863 of 32,768 samples,
        // one-sided.
        assertThat(permuted.p()).isCloseTo(2 * 863 / 32768.0, within(1e-15));
    }

    @Test
    void theExactDistributionIsThatOfAllSignsAlsoWithTies() {
        Properties.forAll(1, 60, random -> {
            double[] values = new double[random.nextInt(1, 11)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(-4, 5);
            }
            double[] present = Arrays.stream(values).filter(value -> value != 0).toArray();
            TestResult result = SignedRankTest.of(values);
            if (present.length == 0) {
                assertThat(result.p()).isNaN();
            } else {
                assertThat(result.pairs()).isEqualTo(present.length);
                assertThat(result.p()).isCloseTo(bySigns(present), within(1e-12));
            }
        });
    }

    @Test
    void theNormalApproximationComesCloseToTheExactValue() {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = new double[SignedRankTest.EXACT_UP_TO];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-1, 1.3);
        }
        TestResult exact = SignedRankTest.of(values);
        Ranks ranks = Ranks.of(Arrays.stream(values).map(Math::abs).toArray());
        assertThat(SignedRankTest.normal(ranks, exact.statistic())).isCloseTo(exact.p(), within(1e-3));
        double[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = 0.5;
        assertThat(SignedRankTest.of(more).method()).isEqualTo("normal approximation");
        assertThat(SignedRankTest.of(more).p()).isBetween(0.0, 1.0);
    }

    @Test
    void swappingTheModelsChangesNothing() {
        Properties.forAll(1, 40, random -> {
            double[] values = new double[random.nextInt(1, 40)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextDouble(-1, 1.5);
            }
            double[] swapped = Arrays.stream(values).map(value -> -value).toArray();
            assertThat(SignedRankTest.of(swapped).p())
                    .isCloseTo(SignedRankTest.of(values).p(), within(1e-12));
            assertThat(PermutationTest.of(swapped, 500, new SplittableRandom(1)).p())
                    .isEqualTo(PermutationTest.of(values, 500, new SplittableRandom(1))
                            .p());
        });
    }

    @Test
    void drawnSignsComeCloseToAllSignsAndNeverGiveZero() {
        double[] longer = Arrays.copyOf(CORN, 22);
        double[] present = Arrays.copyOf(CORN, 15);
        assertThat(PermutationTest.of(longer, 20_000, new SplittableRandom(3)).p())
                .isCloseTo(
                        PermutationTest.of(present, 0, new SplittableRandom(3)).p(), within(5e-3));
        double[] clear = new double[100];
        Arrays.fill(clear, 1);
        assertThat(PermutationTest.of(clear, 999, new SplittableRandom(3)).p()).isEqualTo(1.0 / 1000);
    }

    @Test
    void casesWithoutAValueDoNotCount() {
        double[] values = {1, Double.NaN, 2, -3, Double.NaN};
        assertThat(SignedRankTest.of(values)).isEqualTo(SignedRankTest.of(new double[] {1, 2, -3}));
        assertThat(PermutationTest.of(values, 0, new SplittableRandom(1)).pairs())
                .isEqualTo(3);
        assertThat(PermutationTest.of(new double[] {Double.NaN}, 9, new SplittableRandom(1))
                        .p())
                .isNaN();
    }

    @Test
    void holmMultipliesTheSmallestMost() {
        // The example of R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
        assertThat(HolmCorrection.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(HolmCorrection.adjust(new double[] {0.7, Double.NaN, 0.6}))
                .containsExactly(new double[] {1, Double.NaN, 1}, within(1e-15));
    }

    /** The definition: all 2^n signs, each with its rank sum. */
    private static double bySigns(double[] values) {
        int[] ranks = Ranks.of(Arrays.stream(values).map(Math::abs).toArray()).doubled();
        int total = Arrays.stream(ranks).sum();
        int observed = 0;
        for (int i = 0; i < values.length; i++) {
            observed += values[i] > 0 ? ranks[i] : 0;
        }
        int low = Math.min(observed, total - observed);
        int extreme = 0;
        for (int signs = 0; signs < 1 << values.length; signs++) {
            int sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (signs >> i & 1) * ranks[i];
            }
            extreme += sum <= low ? 1 : 0;
        }
        return Math.min(1, 2.0 * extreme / (1 << values.length));
    }
}
