package org.decathlete.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void theIntervalOfAMeanComesCloseToStudents() {
        double[] values = new double[60];
        SplittableRandom random = new SplittableRandom(5);
        Arrays.setAll(values, i -> Normal.quantile(random.nextDouble(1e-9, 1)));
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).sum() / 60);
        for (Bootstrap.Method method : Bootstrap.Method.values()) {
            ConfidenceInterval interval = new Bootstrap(4000, 0.95, method).ofMean(values, new SplittableRandom(1));
            assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
            assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * deviation / Math.sqrt(60), within(0.04));
        }
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        for (int trial = 0; trial < 300; trial++) {
            // Skewed, as Dice is: exponential with mean 1.
            double[] values = new double[40];
            Arrays.setAll(values, i -> -Math.log(random.nextDouble(1e-12, 1)));
            ConfidenceInterval interval =
                    new Bootstrap(400, 0.9, Bootstrap.Method.BIAS_CORRECTED_ACCELERATED).ofMean(values, random.split());
            held += interval.excludes(1) ? 0 : 1;
        }
        assertThat(held / 300.0).isBetween(0.82, 0.95);
    }

    @Test
    void theSeedDecidesAndNothingElse() {
        double[] values = {0.8, 0.9, 0.85, 0.7, 0.95};
        Bootstrap bootstrap = Bootstrap.standard();
        assertThat(bootstrap.ofMean(values, new SplittableRandom(2)))
                .isEqualTo(bootstrap.ofMean(values, new SplittableRandom(2)));
    }

    @Test
    void equalCasesGiveAPointAndNoCaseGivesNothing() {
        ConfidenceInterval point =
                Bootstrap.standard().ofMean(new double[] {0.5, 0.5, Double.NaN}, new SplittableRandom(1));
        assertThat(point.low()).isEqualTo(0.5).isEqualTo(point.high());
        ConfidenceInterval none = Bootstrap.standard().ofMean(new double[] {Double.NaN}, new SplittableRandom(1));
        assertThat(none.estimate()).isNaN();
        assertThat(none.low()).isNaN();
    }

    @Test
    void quantilesAreNumpys() {
        assertThat(Bootstrap.quantile(new double[] {1, 2, 4, 8}, 0.5)).isEqualTo(3);
        assertThat(Bootstrap.quantile(new double[] {1, 2, 4, 8}, 0.9)).isCloseTo(6.8, within(1e-12));
        assertThat(Bootstrap.quantile(new double[] {1, 2, 4, 8}, 1)).isEqualTo(8);
    }
}
