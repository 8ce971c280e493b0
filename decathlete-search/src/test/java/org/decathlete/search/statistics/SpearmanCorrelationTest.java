package org.decathlete.search.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpearmanCorrelationTest {

    @Test
    void tiesShareTheirRank() {
        SpearmanCorrelation found = SpearmanCorrelation.of(
                        new double[] {1, 2, 2, 4, 5, 6, 7, 7, 9, 10}, new double[] {2, 1, 4, 3, 7, 5, 8, 8, 10, 6})
                .orElseThrow();
        // SciPy 1.17: spearmanr; the interval by its formula in NumPy.
        assertThat(found.pairs()).isEqualTo(10);
        assertThat(found.value()).isCloseTo(0.8134594612376583, within(1e-14));
        assertThat(found.low()).isCloseTo(0.27527964080811596, within(1e-12));
        assertThat(found.high()).isCloseTo(0.9634418873614459, within(1e-12));
    }

    @Test
    void fourPairsByHand() {
        // One exchange of neighbours: 1 - 6 * 2 / (4 * 15).
        SpearmanCorrelation found = SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {10, 30, 20, 1e9})
                .orElseThrow();
        assertThat(found.value()).isCloseTo(0.8, within(1e-15));
        SpearmanCorrelation turned = SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {4, 3, 2, 1})
                .orElseThrow();
        assertThat(turned).isEqualTo(new SpearmanCorrelation(4, -1, -1, -1));
    }

    @Test
    void saysNothingOfFewPairsOrOneValue() {
        assertThat(SpearmanCorrelation.of(new double[3], new double[3])).isEmpty();
        assertThat(SpearmanCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {5, 5, 5, 5}))
                .isEmpty();
        assertThatThrownBy(() -> SpearmanCorrelation.of(new double[4], new double[5]))
                .hasMessageContaining("4 numbers beside 5");
    }
}
