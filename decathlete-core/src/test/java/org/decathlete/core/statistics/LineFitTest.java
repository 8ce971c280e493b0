package org.decathlete.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineFitTest {

    @Test
    void slopeErrorAndDeviationAreThoseOfTheTextbook() {
        // Neighbouring residuals of these points differ in sign, so that nothing is widened; figures computed by hand.
        LineFit fit = LineFit.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {1, 3, 2, 5, 4, 7, 5, 8});
        assertThat(fit.slope()).isCloseTo(0.86905, within(1e-5));
        assertThat(fit.standardError()).isCloseTo(0.17989, within(1e-5));
        assertThat(fit.deviation()).isCloseTo(1.16582, within(1e-5));
        assertThat(fit.degrees()).isEqualTo(6);
    }

    @Test
    void quantilesAreThoseOfTables() {
        assertThat(StudentT.quantile(0.95, 10)).isCloseTo(1.8125, within(1e-3));
        assertThat(StudentT.quantile(0.975, 5)).isCloseTo(2.5706, within(3e-3));
        assertThat(StudentT.quantile(0.995, 20)).isCloseTo(2.8453, within(1e-3));
        assertThat(StudentT.quantile(0.05, 30)).isCloseTo(-1.6973, within(1e-3));
        assertThatThrownBy(() -> StudentT.quantile(0.95, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theUpperSlopeIsExceededAsSeldomAsAskedAlsoWhereNoiseResemblesItsNeighbours() {
        for (double resemblance : new double[] {0, 0.5}) {
            SplittableRandom random = new SplittableRandom(3);
            int exceeded = 0;
            for (int trial = 0; trial < 4000; trial++) {
                double[] x = new double[60];
                double[] y = new double[60];
                double noise = 0;
                for (int i = 0; i < x.length; i++) {
                    noise = resemblance * noise + random.nextGaussian();
                    x[i] = i;
                    y[i] = 0.01 * i + noise;
                }
                exceeded += LineFit.of(x, y).upperSlope(0.95) < 0.01 ? 1 : 0;
            }
            assertThat(exceeded / 4000.0).as("resemblance %s", resemblance).isBetween(0.02, 0.075);
        }
    }

    @Test
    void pointsThatDetermineNoLineAreRefused() {
        assertThatThrownBy(() -> LineFit.of(new double[8], new double[8])).hasMessageContaining("same x");
        assertThatThrownBy(() -> LineFit.of(new double[3], new double[3])).hasMessageContaining("at least 7");
    }
}
