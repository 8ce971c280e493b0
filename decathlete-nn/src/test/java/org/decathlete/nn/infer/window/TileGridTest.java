package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.testkit.Golden;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TileGridTest {

    @Test
    void startsAreThoseOfNnUNet() {
        JsonNode cases = Golden.json(Golden.file("inference", "sliding_window_steps.json"));
        for (JsonNode one : cases) {
            int[] size = Golden.ints(one.get("image_size"));
            int[] tile = Golden.ints(one.get("tile_size"));
            for (int axis = 0; axis < size.length; axis++) {
                assertThat(TileGrid.starts(
                                size[axis],
                                tile[axis],
                                one.get("tile_step_size").asDouble()))
                        .as("axis %d of %s", axis, one)
                        .isEqualTo(Golden.ints(one.get("steps").get(axis)));
            }
        }
        Golden.report("inference/sliding_window_steps", cases.size(), cases.size());
    }

    @Test
    void halfWayStartsAreRoundedToEven() {
        assertThat(TileGrid.starts(57, 56, 0.5)).containsExactly(0, 1);
        assertThat(TileGrid.starts(110, 64, 0.5)).containsExactly(0, 23, 46);
        assertThat(TileGrid.starts(37, 24, 0.5)).containsExactly(0, 6, 13);
        assertThat(TileGrid.starts(21, 16, 0.5)).containsExactly(0, 5);
    }

    @Test
    void everyVoxelIsInSomeTileAndNoTileSticksOutOfAVolumeThatIsLargeEnough() {
        Properties.forAll(1, 500, random -> {
            int tile = random.nextInt(1, 40);
            int length = random.nextInt(1, 150);
            double step = random.nextDouble(0.05, 1.0);
            int[] starts = TileGrid.of(new int[] {length, 1, 1}, new int[] {tile, 1, 1}, step)
                    .starts()[0];

            int covered = Math.min(0, starts[0]);
            for (int start : starts) {
                assertThat(start).isLessThanOrEqualTo(covered);
                covered = start + tile;
            }
            assertThat(covered).isGreaterThanOrEqualTo(length);
            if (length >= tile) {
                assertThat(starts[0]).isZero();
                assertThat(covered).isEqualTo(length);
            } else {
                assertThat(starts).containsExactly(-((tile - length) / 2));
            }
        });
    }

    @Test
    void aTwoDimensionalPatchGoesSliceBySlice() {
        TileGrid grid = TileGrid.of(new int[] {3, 60, 40}, new int[] {48, 32}, 0.5);

        assertThat(grid.count()).isEqualTo(12);
        assertThat(grid.tile()).containsExactly(1, 48, 32);
        assertThat(grid.start(0)).containsExactly(0, 0, 0);
        assertThat(grid.start(1)).containsExactly(0, 0, 8);
        assertThat(grid.start(11)).containsExactly(2, 12, 8);
    }
}
