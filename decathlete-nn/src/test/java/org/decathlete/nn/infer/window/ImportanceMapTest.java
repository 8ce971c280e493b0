package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportanceMapTest {

    @Test
    void mapsAreThoseOfNnUNet() {
        Path folder = Golden.suite("inference");
        JsonNode cases = Golden.json(Golden.file("inference", "gaussians.json"));
        for (JsonNode one : cases) {
            int[] tile = Golden.ints(one.get("tile"));
            double[] expected = NumpyArray.read(
                            folder.resolve(one.get("files").get(0).asString()))
                    .values();

            float[] map = ImportanceMap.gaussian(tile);

            assertThat(map).hasSize(expected.length);
            for (int i = 0; i < map.length; i++) {
                double tolerance = Math.min(1e-5 * 10, 1e-3 * expected[i]);
                assertThat((double) map[i])
                        .as("%s at %d", one.get("files"), i)
                        .isCloseTo(expected[i], within(tolerance));
            }
        }
        Golden.report("inference/gaussians", cases.size(), cases.size());
    }

    @Test
    void theMiddleCountsMostAndNothingCountsZero() {
        float[] line = ImportanceMap.gaussian(new int[] {64});

        assertThat(line[32]).isEqualTo(10);
        assertThat(line[31]).isEqualTo(line[33]);
        assertThat(line[0]).isCloseTo((float) (10 * Math.exp(-8)), within(1e-7f));
        for (float value : ImportanceMap.gaussian(new int[] {512, 512})) {
            assertThat(value).isPositive();
        }
    }

    @Test
    void aUniformMapIsOneEverywhere() {
        assertThat(ImportanceMap.uniform(new int[] {2, 3})).containsExactly(1, 1, 1, 1, 1, 1);
    }
}
