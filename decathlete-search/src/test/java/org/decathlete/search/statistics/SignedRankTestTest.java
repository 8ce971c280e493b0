package org.decathlete.search.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignedRankTestTest {
    @Test
    void exactForFewPairs() {
        // Five agreeing signs: two of 32.
        assertThat(SignedRankTest.probability(new double[] {1, 2, 3, 4, 5})).isEqualTo(2 / 32.0);
        // Rank sums 1 and 14: ways to reach at most 1 are {} and {1}.
        assertThat(SignedRankTest.probability(new double[] {-1, 2, 3, 4, 5})).isEqualTo(4 / 32.0);
        assertThat(SignedRankTest.probability(new double[] {-1, 1, 2, -2})).isEqualTo(1);
    }

    @Test
    void leavesOutPairsWithoutDifference() {
        assertThat(SignedRankTest.probability(new double[] {0, 0, 1, 2, 3, 4, 5, Double.NaN}))
                .isEqualTo(2 / 32.0);
        assertThat(SignedRankTest.probability(new double[] {0, 0})).isEqualTo(1);
    }

    @Test
    void normalApproximationAgreesWithTheExactOneAtTheirBorder() {
        double[] differences = new double[26];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = i % 4 == 0 ? -(i + 1) : i + 1;
        }
        double[] fewer = Arrays.copyOf(differences, 25);
        double exact = SignedRankTest.probability(fewer);
        assertThat(exact).isBetween(0.001, 0.1);
        // One more pair in the same pattern changes little.
        assertThat(SignedRankTest.probability(differences)).isCloseTo(exact, within(exact * 0.5));
        // SciPy 1.10: wilcoxon(d, correction=True, mode='approx').
        assertThat(SignedRankTest.probability(differences)).isCloseTo(0.03288946090591726, within(1e-9));
    }

    @Test
    void oneSidedCountsWhatIsAtLeastAsPositive() {
        assertThat(SignedRankTest.probabilityGreater(new double[] {1, 2, 3, 4, 5}))
                .isEqualTo(1 / 32.0);
        assertThat(SignedRankTest.probabilityGreater(new double[] {-1, -2, -3, -4, -5}))
                .isEqualTo(1);
        assertThat(SignedRankTest.probabilityGreater(new double[] {0})).isEqualTo(1);
        // SciPy 1.17: wilcoxon(d, alternative='greater'), exact and approximate.
        assertThat(SignedRankTest.probabilityGreater(new double[] {-1, 2, 3, 4, 5}))
                .isEqualTo(0.0625);
        assertThat(SignedRankTest.probabilityGreater(new double[] {1, -2, -3, -4, -5}))
                .isEqualTo(0.96875);
        double[] differences = new double[26];
        Arrays.setAll(differences, i -> i % 4 == 0 ? -(i + 1) : i + 1);
        assertThat(SignedRankTest.probabilityGreater(differences)).isCloseTo(0.01644473045295863, within(1e-12));
        Arrays.setAll(differences, i -> -differences[i]);
        assertThat(SignedRankTest.probabilityGreater(differences)).isCloseTo(0.9845682459214566, within(1e-12));
    }

    @Test
    void correctsForTheNumberOfTests() {
        assertThat(HolmCorrection.adjust(new double[] {0.04, 0.01, 0.03, 0.5}))
                .containsExactly(new double[] {0.09, 0.04, 0.09, 0.5}, within(1e-12));
    }
}
