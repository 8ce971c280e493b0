package org.decathlete.app.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void marksAreRoundAndHoldTheNumbers() {
        assertThat(Axis.holding(0, 119, 8, 0, 1).marks()).isEqualTo(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0));
        Properties.forAll(1, 300, random -> {
            double low = random.nextDouble(-1e3, 1e3);
            double high = low + Math.pow(10, random.nextDouble(-6, 6));
            Axis axis = Axis.holding(low, high, 6, 0, 100);
            assertThat(axis.low()).isLessThanOrEqualTo(low + axis.step() * 1e-6);
            assertThat(axis.high()).isGreaterThanOrEqualTo(high - axis.step() * 1e-6);
            assertThat(axis.marks()).hasSizeBetween(2, 14);
        });
    }

    @Test
    void oneNumberStillHasAnAxis() {
        for (double number : new double[] {0, 0.01, -5, 1e-12, 1e9}) {
            Axis axis = Axis.holding(number, number, 5, 0, 100);
            assertThat(axis.place(number)).isBetween(-1e-6, 100 + 1e-6);
            assertThat(axis.marks()).hasSizeBetween(2, 14);
        }
    }
}
