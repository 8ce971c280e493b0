package org.decathlete.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class FrontsTest {
    @Test
    void theSweepAgreesWithComparingAllPairs() {
        Properties.forAll(1, 300, random -> {
            List<double[]> points = new ArrayList<>();
            int count = 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                // Few values, so that ties and equal points are frequent.
                points.add(new double[] {random.nextInt(8), random.nextInt(8)});
            }
            assertThat(Fronts.of(points))
                    .isEqualTo(
                            Fronts.peel(count, (one, other) -> Fronts.dominates(points.get(one), points.get(other))));
        });
    }

    @Test
    void threeObjectives() {
        List<double[]> points =
                List.of(new double[] {1, 1, 1}, new double[] {1, 1, 2}, new double[] {2, 2, 0}, new double[] {2, 2, 2});
        assertThat(Fronts.of(points)).containsExactly(List.of(0, 2), List.of(1), List.of(3));
        assertThat(Fronts.of(List.of())).isEmpty();
    }

    @Test
    void crowdingIsTheGapBetweenTheNeighbours() {
        List<double[]> front =
                List.of(new double[] {0, 10}, new double[] {1, 6}, new double[] {4, 5}, new double[] {10, 0});
        double[] distances = Crowding.of(front);
        assertThat(distances[0]).isInfinite();
        assertThat(distances[3]).isInfinite();
        assertThat(distances[1]).isCloseTo(0.4 + 0.5, within(1e-12));
        assertThat(distances[2]).isCloseTo(0.9 + 0.6, within(1e-12));
        assertThat(Crowding.of(List.of(new double[] {1, 1}, new double[] {1, 1}, new double[] {1, 1})))
                .doesNotContain(Double.NaN);
    }
}
