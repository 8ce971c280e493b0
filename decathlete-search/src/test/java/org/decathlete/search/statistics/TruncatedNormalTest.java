package org.decathlete.search.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class TruncatedNormalTest {
    @Test
    void knowsTheNormalDistribution() {
        assertThat(Normal.cumulative(0)).isEqualTo(0.5);
        assertThat(Normal.cumulative(1)).isCloseTo(0.841344746068543, within(1e-14));
        assertThat(Normal.cumulative(-3.5)).isCloseTo(2.32629079035525e-4, within(1e-16));
        assertThat(Normal.between(8, 9)).isCloseTo(6.22e-16, within(1e-18));
    }

    @Test
    void densityIntegratesToOneAndAgreesWithTheProbabilities() {
        TruncatedNormal normal = new TruncatedNormal(0.9, 0.25);
        double sum = 0;
        int steps = 20_000;
        for (int i = 0; i < steps; i++) {
            sum += Math.exp(normal.logDensity((i + 0.5) / steps)) / steps;
            if (i == steps / 4 - 1) {
                assertThat(sum).isCloseTo(normal.cumulative(0.25), within(1e-8));
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-8));
        assertThat(normal.logDensity(1.01)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void samplesFollowTheQuantiles() {
        TruncatedNormal normal = new TruncatedNormal(0.2, 0.3);
        SplittableRandom random = new SplittableRandom(3);
        double limit = normal.quantile(0.3);
        int below = 0;
        for (int i = 0; i < 20_000; i++) {
            below += normal.sample(random) < limit ? 1 : 0;
        }
        assertThat(below / 20_000.0).isCloseTo(0.3, within(0.012));
    }

    @Test
    void quantilesInvertTheProbabilities() {
        Properties.forAll(1, 300, random -> {
            TruncatedNormal normal = new TruncatedNormal(2 * random.nextDouble() - 0.5, 0.02 + random.nextDouble());
            double probability = random.nextDouble();
            assertThat(normal.cumulative(normal.quantile(probability))).isCloseTo(probability, within(1e-9));
        });
        assertThat(new TruncatedNormal(0.5, 0.1).quantile(0)).isBetween(0.0, 0.05);
        assertThat(new TruncatedNormal(0.5, 0.1).quantile(1)).isBetween(0.95, 1.0);
    }

    @Test
    void medianStaysWhereItIsPut() {
        assertThat(TruncatedNormal.withMedian(0.9, 0.25).quantile(0.5)).isCloseTo(0.9, within(1e-9));
        assertThat(new TruncatedNormal(0.9, 0.25).quantile(0.5)).isLessThan(0.84);
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> new TruncatedNormal(0.5, 0)).hasMessageContaining("deviation 0.0");
        assertThatThrownBy(() -> new TruncatedNormal(Double.NaN, 1)).hasMessageContaining("NaN");
    }
}
