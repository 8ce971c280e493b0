package org.decathlete.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

/** The merging of the cases' values against sorting all of them. */
class WeightedRunTest {

    private record Weighted(float value, double weight) {}

    @Test
    void agreesWithSortingEverything() {
        Properties.forAll(1, 200, random -> {
            ForegroundIntensities merged = new ForegroundIntensities();
            List<Weighted> all = new ArrayList<>();
            int cases = random.nextInt(1, 9);
            for (int i = 0; i < cases; i++) {
                float[] values = values(random);
                for (float value : values) {
                    all.add(new Weighted(value, 1.0 / values.length / cases));
                }
                merged.add(ValueCounts.of(values));
            }
            IntensityProperties actual = merged.properties();
            double mean = all.stream().mapToDouble(w -> w.value * w.weight).sum();
            double variance = all.stream()
                    .mapToDouble(w -> (w.value - mean) * (w.value - mean) * w.weight)
                    .sum();
            double scale = Math.sqrt(variance) + Math.abs(mean) + 1e-3;
            assertThat(actual.mean()).isCloseTo(mean, within(1e-9 * scale));
            assertThat(actual.std()).isCloseTo(Math.sqrt(variance), within(1e-6 * scale));
            assertThat(actual.median()).isEqualTo(quantile(all, 0.5));
            assertThat(actual.percentile00_5()).isEqualTo(quantile(all, 0.005));
            assertThat(actual.percentile99_5()).isEqualTo(quantile(all, 0.995));
            assertThat(actual.min()).isEqualTo(quantile(all, 0));
            assertThat(actual.max()).isEqualTo(quantile(all, 1));
        });
    }

    @Test
    void everyCaseWeighsTheSame() {
        ForegroundIntensities merged = new ForegroundIntensities();
        merged.add(ValueCounts.of(new float[] {1}));
        merged.add(ValueCounts.of(new float[] {3, 3, 3, 3, 3, 3, 3, 3, 3}));
        merged.add(ValueCounts.of(new float[] {8, 8, 8}));
        assertThat(merged.properties().mean()).isCloseTo(4, within(1e-12));
        assertThat(merged.properties().median()).isEqualTo(3);
    }

    @Test
    void joiningNeighboursMovesRanksLittle() {
        Properties.forAll(40, 10, random -> {
            int limit = 2000;
            ForegroundIntensities joined = new ForegroundIntensities(limit);
            List<Float> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                float[] values = new float[3000];
                for (int k = 0; k < values.length; k++) {
                    values[k] = (float) random.nextGaussian();
                    all.add(values[k]);
                }
                joined.add(ValueCounts.of(values));
            }
            float median = (float) joined.properties().median();
            double rank = all.stream().filter(value -> value <= median).count() / (double) all.size();
            assertThat(rank).isCloseTo(0.5, within(0.01));
        });
    }

    private static float[] values(SplittableRandom random) {
        float[] values = new float[random.nextInt(1, 400)];
        int kind = random.nextInt(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextInt(-1024, 3072);
                case 1 -> random.nextInt(5) * 1e6f;
                default -> (float) random.nextGaussian() * 100;
            };
        }
        return values;
    }

    private static float quantile(List<Weighted> all, double share) {
        List<Weighted> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Weighted::value));
        double cumulated = 0;
        for (Weighted one : sorted) {
            cumulated += one.weight;
            if (cumulated >= share - 1e-11) {
                return one.value;
            }
        }
        return sorted.get(sorted.size() - 1).value;
    }
}
