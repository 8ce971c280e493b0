package org.decathlete.search.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trees drawn by hand, whose integrals can be taken by hand. */
class TreeVarianceTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void anExclusiveOrIsAllInteraction() {
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                leaves.add(new Leaf(
                        new double[] {i == 0 ? -INFINITE : 0.5, j == 0 ? -INFINITE : 0.5},
                        new double[] {i == 0 ? 0.5 : INFINITE, j == 0 ? 0.5 : INFINITE},
                        i == j ? 1 : -1));
            }
        }
        TreeVariance variance = new TreeVariance(leaves, List.of(Factor.coordinate("x", 0), Factor.coordinate("y", 1)));
        assertThat(variance.total()).isEqualTo(1);
        assertThat(variance.of(0)).isZero();
        assertThat(variance.of(1)).isZero();
        assertThat(variance.of(0, 1)).isEqualTo(1);
    }

    @Test
    void unevenCellsWeighWhatTheyAreWide() {
        // 4 below a quarter of x; else 0 up to 0.8 of y and 1 above.
        List<Leaf> leaves = List.of(
                new Leaf(new double[] {-INFINITE, -INFINITE}, new double[] {0.25, INFINITE}, 4),
                new Leaf(new double[] {0.25, -INFINITE}, new double[] {INFINITE, 0.8}, 0),
                new Leaf(new double[] {0.25, 0.8}, new double[] {INFINITE, INFINITE}, 1));
        TreeVariance variance = new TreeVariance(leaves, List.of(Factor.coordinate("x", 0), Factor.coordinate("y", 1)));
        double mean = 1 + 0.75 * 0.2;
        assertThat(variance.total()).isCloseTo(0.25 * 16 + 0.75 * 0.2 - mean * mean, within(1e-12));
        // Given x: 4 or 0.2. Given y: 1 or 1.75.
        assertThat(variance.of(0)).isCloseTo(0.25 * 0.75 * 3.8 * 3.8, within(1e-12));
        assertThat(variance.of(1)).isCloseTo(0.8 * 0.2 * 0.75 * 0.75, within(1e-12));
        assertThat(variance.of(0, 1)).isCloseTo(variance.total(), within(1e-12));
    }

    @Test
    void pointsWeighAsOftenAsTheyOccur() {
        // Two columns vary together; 1 where both are above 0.
        List<double[]> support =
                List.of(new double[] {0, 3}, new double[] {1, 2}, new double[] {1, 1}, new double[] {2, 0});
        double[] low = {0, 0};
        double[] free = {-INFINITE, -INFINITE};
        double[] high = {INFINITE, INFINITE};
        List<Leaf> leaves = List.of(
                new Leaf(low, high, 1),
                new Leaf(new double[] {0, -INFINITE}, new double[] {INFINITE, 0}, 0),
                new Leaf(free, new double[] {0, INFINITE}, 0));
        TreeVariance variance = new TreeVariance(leaves, List.of(new Factor("a", 0, 2, support)));
        assertThat(variance.total()).isCloseTo(0.25, within(1e-12));
        assertThat(variance.of(0)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void agreesWithSumsOverAFineGrid() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] rows = IntStream.range(0, 40)
                .mapToObj(i -> random.doubles(3).toArray())
                .map(row -> new double[] {row[0], row[1], row[2]})
                .toArray(double[][]::new);
        double[] responses = IntStream.range(0, 40)
                .mapToDouble(i -> rows[i][0] * rows[i][1] + Math.sin(3 * rows[i][2]))
                .toArray();
        RegressionTree tree = RegressionTree.grow(
                new SplitSearch(rows, responses), IntStream.range(0, 40).toArray(), random);
        TreeVariance variance = new TreeVariance(
                tree.leaves(3),
                List.of(Factor.coordinate("x", 0), Factor.coordinate("y", 1), Factor.coordinate("z", 2)));
        int steps = 100;
        double[] alone = new double[steps];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < steps; j++) {
                for (int k = 0; k < steps; k++) {
                    double value = tree.predict(new double[] {(i + 0.5) / steps, (j + 0.5) / steps, (k + 0.5) / steps});
                    alone[i] += value / (steps * steps);
                    sum += value;
                    squares += value * value;
                }
            }
        }
        double cells = Math.pow(steps, 3);
        double mean = sum / cells;
        double given = 0;
        for (double value : alone) {
            given += (value - mean) * (value - mean) / steps;
        }
        assertThat(variance.total()).isCloseTo(squares / cells - mean * mean, within(0.02 * variance.total()));
        assertThat(variance.of(0)).isCloseTo(given, within(0.02 * variance.total()));
    }
}
