package org.decathlete.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
    private static final SearchSpace SPACE = Spaces.ofEveryKind();

    @Test
    void whateverIsDrawnFitsAndConditionsHold() {
        Properties.forAll(1, 300, random -> {
            for (Configuration configuration : List.of(SPACE.uniform(random), SPACE.prior(random))) {
                SPACE.check(configuration);
                assertThat(configuration.has("momentum"))
                        .isEqualTo(configuration.text("optimizer").equals("SGD"));
                assertThat(configuration.has("dropout"))
                        .isEqualTo(
                                Arrays.asList(configuration.text("architecture").split("[() ]+"))
                                        .contains("dropout"));
                assertThat(configuration.has("decay")).isEqualTo(configuration.integer("features") >= 40);
                assertThat(Configuration.parse(configuration.json())).isEqualTo(configuration);
                assertThat(SPACE.prior().logDensity(configuration)).isFinite();
            }
        });
    }

    @Test
    void unitCubeGoesThereAndBack() {
        assertThat(SPACE.dimensions()).isEqualTo(8);
        Properties.forAll(1, 200, random -> {
            Configuration configuration = SPACE.uniform(random);
            double[] point = SPACE.encode(configuration);
            assertThat(point).hasSize(8);
            assertThat(Arrays.stream(point).allMatch(coordinate -> coordinate >= 0 && coordinate <= 1))
                    .isTrue();
            for (Parameter parameter : SPACE.parameters()) {
                if (parameter.dimensions() == 1 && configuration.has(parameter.name())) {
                    Object value = configuration.value(parameter.name());
                    Object back = parameter.decode(parameter.encode(value));
                    if (value instanceof Double real) {
                        assertThat((Double) back).isCloseTo(real, within(1e-9 * Math.max(1e-3, real)));
                    } else {
                        assertThat(back).isEqualTo(value);
                    }
                }
            }
        });
    }

    @Test
    void decadesAreEquallySpacedOnALogarithmicScale() {
        RealParameter parameter = Parameter.real("x", 1e-4, 1).log();
        for (int i = 0; i <= 4; i++) {
            assertThat(parameter.encode(Math.pow(10, i - 4))).isCloseTo(i / 4.0, within(1e-12));
        }
        assertThat(Parameter.real("m", 0.9, 0.999).logOneMinus().encode(0.99)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void uniformCoordinatesGiveUniformValues() {
        IntegerParameter parameter = Parameter.integer("n", 12, 15);
        int[] counts = new int[4];
        for (int i = 0; i < 4000; i++) {
            counts[(Integer) parameter.decode((i + 0.5) / 4000) - 12]++;
        }
        assertThat(counts).containsExactly(1000, 1000, 1000, 1000);
        assertThat(parameter.decode(0)).isEqualTo(12);
        assertThat(parameter.decode(1)).isEqualTo(15);
    }

    /** Of every distribution of every kind of parameter: means of exp(-log density) under it, compared by importance weights. */
    @Test
    void densitiesOfADistributionAndOfTheUniformOneAreOfTheSameMeasure() {
        for (Parameter parameter : SPACE.parameters()) {
            SplittableRandom random = new SplittableRandom(7);
            Distribution uniform = parameter.uniform();
            for (Distribution other :
                    List.of(parameter.prior(), parameter.around(parameter.typical(), Confidence.LOW))) {
                double sum = 0;
                int draws = parameter instanceof GrammarParameter ? 3_000 : 10_000;
                for (int i = 0; i < draws; i++) {
                    Object value = uniform.sample(random);
                    sum += Math.exp(other.logDensity(value) - uniform.logDensity(value)) / draws;
                }
                // An architecture's importance weights have a heavy tail.
                double tolerance = parameter instanceof GrammarParameter ? 0.4 : 0.06;
                assertThat(sum).as("%s", parameter.name()).isCloseTo(1, within(tolerance));
            }
        }
    }

    @Test
    void aSpikeIsDrawnAsOftenAsItSays() {
        RealParameter dropout =
                Parameter.real("dropout", 0, 0.5).believed(new NumericPrior.Spike(0, 0.3, new NumericPrior.Flat()));
        SplittableRandom random = new SplittableRandom(2);
        int zero = 0;
        for (int i = 0; i < 20_000; i++) {
            zero += (Double) dropout.prior().sample(random) == 0 ? 1 : 0;
        }
        assertThat(zero / 20_000.0).isCloseTo(0.3, within(0.012));
        assertThat(dropout.decode(0.29)).isEqualTo(0.0);
        assertThat((Double) dropout.decode(0.65)).isCloseTo(0.25, within(1e-12));
        assertThat(Math.exp(dropout.prior().logDensity(0.0))).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void neighboursDifferAndLieNear() {
        Properties.forAll(1, 100, random -> {
            Configuration configuration = SPACE.uniform(random);
            for (Parameter parameter : SPACE.parameters()) {
                if (configuration.has(parameter.name()) && !(parameter instanceof ConstantParameter)) {
                    Object value = configuration.value(parameter.name());
                    Object neighbour = parameter.neighbour(value, Confidence.ULTRA, random);
                    parameter.check(neighbour);
                    assertThat(neighbour).isNotEqualTo(value);
                    if (parameter.name().equals("rate")) {
                        assertThat(Math.abs(parameter.encode(neighbour) - parameter.encode(value)))
                                .isLessThan(0.25);
                    }
                }
            }
        });
    }

    @Test
    void typicalValuesAreTheCentresOfWhatIsBelieved() {
        Configuration typical = SPACE.typical();
        SPACE.check(typical);
        assertThat(typical.text("optimizer")).isEqualTo("SGD");
        assertThat(typical.real("momentum")).isEqualTo(0.99);
        assertThat(typical.integer("patch")).isEqualTo(64);
        assertThat(typical.has("dropout")).isFalse();
        assertThat(SPACE.around(typical, Confidence.MEDIUM).logDensity(typical))
                .isGreaterThan(SPACE.prior().logDensity(typical) - 1e-9);
    }

    @Test
    void jsonIsCanonical() {
        Map<String, Object> values = new TreeMap<>(Map.of("b", 2, "a", 1.5, "c", "x \"y\""));
        assertThat(Configuration.of(values).json()).isEqualTo("{\"a\":1.5,\"b\":2,\"c\":\"x \\\"y\\\"\"}");
        assertThatThrownBy(() -> Configuration.parse("{")).hasMessageContaining("no configuration");
        assertThatThrownBy(() -> Configuration.of(Map.of("a", Double.NaN))).hasMessageContaining("a: NaN");
    }

    @Test
    void saysWhatIsWrong() {
        Configuration typical = SPACE.typical();
        assertThatThrownBy(() -> SPACE.check(changed(typical, "rate", 2.0))).hasMessageContaining("rate: 2.0");
        assertThatThrownBy(() -> SPACE.check(changed(typical, "optimizer", "LBFGS")))
                .hasMessageContaining("LBFGS");
        assertThatThrownBy(() -> SPACE.check(changed(typical, "features", 1.0))).hasMessageContaining("features");
        assertThatThrownBy(() -> SPACE.check(changed(typical, "optimizer", "Adam")))
                .hasMessageContaining("momentum");
        assertThatThrownBy(() -> SPACE.check(changed(typical, "architecture", "(S x)")))
                .hasMessageContaining("architecture");
        assertThatThrownBy(() ->
                        SearchSpace.of(Parameter.real("a", 0, 1).when("b", "x"), Parameter.categorical("b", "x", "y")))
                .hasMessageContaining("a depends on b");
        assertThatThrownBy(() -> Parameter.real("a", 0, 1).log()).hasMessageContaining("LOG");
        assertThatThrownBy(() -> Parameter.real("a", 0, 1).believed(2, Confidence.LOW))
                .hasMessageContaining("2.0");
    }

    private static Configuration changed(Configuration configuration, String name, Object value) {
        Map<String, Object> values = new TreeMap<>(configuration.values());
        values.put(name, value);
        return Configuration.of(values);
    }
}
