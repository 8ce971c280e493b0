package org.decathlete.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.search.statistics.TruncatedNormal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantiles and probabilities of the priors of Auto-nnU-Net's published spaces. */
class PublishedPriorsTest {
    private static final double[] PROBABILITIES = {0.05, 0.25, 0.5, 0.75, 0.95};

    @ParameterizedTest
    @CsvSource({
        "LOG, 0.5, 0.999, 0.99, .708, .815, .886, .944, .988",
        "LOG, 1e-5, 1e-1, 1e-2, 1.9e-4, 1.6e-3, 6.3e-3, 2.2e-2, 6.9e-2",
        "LOG, 1e-6, 1e-2, 3e-5, 1.9e-6, 9.0e-6, 3.6e-5, 1.56e-4, 1.27e-3",
        "LINEAR, 0, 1, 0.33, .058, .213, .358, .515, .744",
        "LINEAR, 0, 3, 1.0, .178, .644, 1.08, 1.55, 2.24",
        "LINEAR, 0, 0.5, 0.2, .041, .131, .207, .287, .400",
        "LINEAR, 0, 0.5, 0.0, .0078, .040, .084, .144, .245"
    })
    void realParameters(
            Scale scale,
            double low,
            double high,
            double centre,
            double q5,
            double q25,
            double q50,
            double q75,
            double q95) {
        RealParameter parameter =
                new RealParameter("x", low, high, scale, new NumericPrior.Around(centre, Confidence.MEDIUM), null);
        TruncatedNormal normal = new TruncatedNormal(parameter.encode(centre), 0.25);
        double[] published = {q5, q25, q50, q75, q95};
        for (int i = 0; i < published.length; i++) {
            double ours = (Double) parameter.decode(normal.quantile(PROBABILITIES[i]));
            // As printed: two or three digits.
            assertThat(ours).isCloseTo(published[i], within(published[i] * 0.03));
        }
        assertThat(empirical(parameter.prior())[2]).isCloseTo(q50, within(0.08 * q50));
    }

    @ParameterizedTest
    @CsvSource({"16, 64, 32, 18, 26, 33, 41, 52", "160, 640, 320, 188, 263, 333, 409, 519"})
    void wholeParameters(int low, int high, int centre, int q5, int q25, int q50, int q75, int q95) {
        Distribution prior = Parameter.integer("x", low, high)
                .believed(centre, Confidence.MEDIUM)
                .prior();
        double[] published = {q5, q25, q50, q75, q95};
        double[] exact = new double[5];
        double sum = 0;
        for (int value = low, next = 0; value <= high; value++) {
            sum += Math.exp(prior.logDensity(value)) / (high - low + 1);
            while (next < 5 && sum >= PROBABILITIES[next]) {
                exact[next++] = value;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        for (int i = 0; i < 5; i++) {
            assertThat(exact[i]).isCloseTo(published[i], within(1.0));
        }
    }

    @Test
    void modelScaleToThreeDigits() {
        Distribution prior = Parameter.integer("model_scale", 0, 3)
                .believed(1, Confidence.MEDIUM)
                .prior();
        double[] published = {.261, .413, .261, .065};
        for (int value = 0; value < 4; value++) {
            assertThat(Math.exp(prior.logDensity(value)) / 4).isCloseTo(published[value], within(6e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, .80", "3, .667", "4, .571", "5, .50"})
    void categoricalParameters(int choices, double ofDefault) {
        String[] names = Arrays.copyOf(new String[] {"a", "b", "c", "d", "e"}, choices);
        CategoricalParameter parameter = Parameter.categorical("x", names).believed("b", Confidence.MEDIUM);
        assertThat(Math.exp(parameter.prior().logDensity("b"))).isCloseTo(ofDefault, within(6e-4));
        assertThat(Math.exp(parameter.prior().logDensity("a")))
                .isCloseTo((1 - ofDefault) / (choices - 1), within(6e-4));
    }

    @Test
    void momentumOfItsOwnScaleHasItsDefaultAsMedian() {
        RealParameter momentum = Parameter.real("momentum", 0.5, 0.999)
                .logOneMinus()
                .believed(new NumericPrior.Median(0.99, Confidence.MEDIUM));
        assertThat(empirical(momentum.prior())[2]).isCloseTo(0.99, within(0.0005));
        assertThat((Double) momentum.typical()).isEqualTo(0.99);
    }

    private static double[] empirical(Distribution distribution) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[20_000];
        Arrays.setAll(values, i -> (Double) distribution.sample(random));
        Arrays.sort(values);
        return Arrays.stream(PROBABILITIES)
                .map(p -> values[(int) (p * values.length)])
                .toArray();
    }
}
