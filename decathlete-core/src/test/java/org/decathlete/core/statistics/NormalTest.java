package org.decathlete.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NormalTest {

    @Test
    void agreesWithPublishedTables() {
        assertThat(Normal.cumulative(0)).isEqualTo(0.5);
        assertThat(Normal.cumulative(1.959963984540054)).isCloseTo(0.975, within(1e-15));
        assertThat(Normal.cumulative(-1)).isCloseTo(0.15865525393145707, within(1e-15));
        assertThat(Normal.cumulative(-3.5)).isCloseTo(2.326290790355250e-4, Percentage.withPercentage(1e-10));
        assertThat(Normal.survival(10)).isCloseTo(7.619853024160527e-24, Percentage.withPercentage(1e-10));
    }

    @Test
    void bothFormulasMeetWhereOneHandsOverToTheOther() {
        assertThat(Normal.cumulative(Math.nextUp(3.0))).isCloseTo(Normal.cumulative(3), within(1e-14));
        assertThat(Normal.cumulative(Math.nextDown(-3.0))).isCloseTo(Normal.cumulative(-3), within(1e-14));
    }

    @Test
    void theQuantileUndoesIt() {
        for (double p : new double[] {1e-12, 0.001, 0.025, 0.31, 0.5, 0.8, 0.975, 0.999}) {
            assertThat(Normal.cumulative(Normal.quantile(p))).isCloseTo(p, Percentage.withPercentage(1e-9));
        }
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
