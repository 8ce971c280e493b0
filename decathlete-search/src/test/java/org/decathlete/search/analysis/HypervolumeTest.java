package org.decathlete.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class HypervolumeTest {

    @Test
    void twoObjectivesByHand() {
        List<double[]> points = List.of(new double[] {1, 3}, new double[] {2, 2}, new double[] {3, 1});
        // Squares of a staircase below (4, 4): 1 + 2 + 3.
        assertThat(Hypervolume.of(points, new double[] {4, 4})).isEqualTo(6);
        List<double[]> more = new ArrayList<>(points);
        more.add(new double[] {2, 2});
        more.add(new double[] {3, 3});
        more.add(new double[] {0, 4});
        more.add(new double[] {-100, 5});
        assertThat(Hypervolume.of(more, new double[] {4, 4})).isEqualTo(6);
    }

    @Test
    void threeObjectivesByHand() {
        double[] reference = {3, 3, 3};
        assertThat(Hypervolume.of(List.of(new double[] {1, 1, 1}), reference)).isEqualTo(8);
        // Three boxes 3 x 3 x 1 that meet pairwise in 3 x 1 x 1 and all in 1: 27 - 9 + 1.
        List<double[]> points = List.of(new double[] {2, 0, 0}, new double[] {0, 2, 0}, new double[] {0, 0, 2});
        assertThat(Hypervolume.of(points, reference)).isEqualTo(19);
    }

    @Test
    void agreesWithCountingPointsOfAGrid() {
        Properties.forAll(1, 40, random -> {
            int objectives = 1 + random.nextInt(4);
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                // Whole numbers, so that the unit cells of the grid are dominated whole or not at all.
                points.add(random.ints(objectives, 0, 6).asDoubleStream().toArray());
            }
            double[] reference = new double[objectives];
            Arrays.fill(reference, 5);
            int dominated = 0;
            int cells = (int) Math.pow(5, objectives);
            for (int cell = 0; cell < cells; cell++) {
                int rest = cell;
                double[] corner = new double[objectives];
                for (int k = 0; k < objectives; k++) {
                    corner[k] = rest % 5;
                    rest /= 5;
                }
                dominated += points.stream().anyMatch(point -> below(point, corner)) ? 1 : 0;
            }
            assertThat(Hypervolume.of(points, reference)).isCloseTo(dominated, within(1e-9));
        });
    }

    @Test
    void needsTheSameNumberOfObjectives() {
        assertThat(Hypervolume.of(List.of(), new double[] {1, 1})).isZero();
        assertThatThrownBy(() -> Hypervolume.of(List.of(new double[3]), new double[2]))
                .hasMessageContaining("the reference has 2");
    }

    private static boolean below(double[] point, double[] corner) {
        for (int i = 0; i < point.length; i++) {
            if (point[i] > corner[i]) {
                return false;
            }
        }
        return true;
    }
}
