package org.decathlete.core.preprocess.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.dataset.Labels;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class LocationSamplingTest {

    @Test
    void keepsAsManyVoxelsAsNnUnetDoes() {
        short[] map = new short[1_500_000];
        Arrays.fill(map, 0, 9_999, (short) 1);
        Arrays.fill(map, 9_999, 1_219_999, (short) 2);
        ClassLocations locations = ClassLocations.sample(map, Labels.of("background", "a", "b", "c"));
        assertThat(locations.classes()).containsExactly(List.of(1), List.of(2), List.of(3));
        assertThat(locations.voxels().get(0)).hasSize(9_999);
        assertThat(locations.voxels().get(1)).hasSize(12_100);
        assertThat(locations.voxels().get(2)).isEmpty();
        assertThat(locations.annotated()).isEmpty();
        assertThat(Arrays.stream(locations.voxels().get(1)).average().orElseThrow())
                .as("spread over the whole class")
                .isBetween(590_000.0, 640_000.0);
    }

    @Test
    void keepsDistinctVoxelsOfTheClass() {
        Properties.forAll(10, 20, random -> {
            short[] map = new short[random.nextInt(1, 40_000)];
            for (int i = 0; i < map.length; i++) {
                map[i] = (short) (random.nextInt(5) - 1);
            }
            Labels labels = regions();
            ClassLocations locations = ClassLocations.sample(map, labels);
            for (int group = 0; group < locations.classes().size(); group++) {
                List<Integer> values = locations.classes().get(group);
                int[] voxels = locations.voxels().get(group);
                long total = count(map, values);
                assertThat(voxels).hasSize((int) Math.max(Math.min(10_000, total), (total + 99) / 100));
                assertThat(voxels).isSorted().doesNotHaveDuplicates();
                for (int voxel : voxels) {
                    assertThat(values).contains((int) map[voxel]);
                }
            }
            for (int voxel : locations.annotated()) {
                assertThat(map[voxel]).isNotEqualTo((short) 3);
            }
            assertThat(locations.annotated()).isNotEmpty();
            assertThat(ClassLocations.sample(map, labels).annotated()).isEqualTo(locations.annotated());
        });
    }

    private static Labels regions() {
        return new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("whole", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                3);
    }

    private static long count(short[] map, List<Integer> values) {
        long count = 0;
        for (short label : map) {
            count += values.contains((int) label) ? 1 : 0;
        }
        return count;
    }
}
