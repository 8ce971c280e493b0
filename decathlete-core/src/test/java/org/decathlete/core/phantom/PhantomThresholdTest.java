package org.decathlete.core.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;

/** The demonstration would prove nothing on images that a threshold separates: all of the dataset that {@code demo} makes. */
class PhantomThresholdTest {
    private static final int LEVELS = 20;

    @Test
    void noIntervalOfIntensitiesFindsAnOrgan() {
        PhantomSettings shipped = PhantomSettings.demo();
        Phantom phantom = new Phantom(shipped);
        List<PhantomCase> cases =
                IntStream.range(0, shipped.cases()).mapToObj(phantom::make).toList();
        ThresholdSearch search = new ThresholdSearch(cases, LEVELS);
        for (boolean largest : new boolean[] {true, false}) {
            double[][][] scores = search.scores(cases, 2, largest);
            for (int organ = 1; organ <= 2; organ++) {
                assertThat(ThresholdSearch.bestForAll(scores[organ - 1]))
                        .as("organ %d, largest component %s, one interval for all cases", organ, largest)
                        .isBetween(0.01, 0.4);
                assertThat(ThresholdSearch.bestForEach(scores[organ - 1]))
                        .as("organ %d, largest component %s, the best interval for each case", organ, largest)
                        .isLessThan(0.6);
            }
        }
    }

    /** The search itself has to be able to find what a threshold can separate. */
    @Test
    void theSearchFindsABrightBallAmongSpecks() {
        Grid grid = Grid.of(new int[] {16, 16, 16}, new double[] {1, 1, 1});
        float[] values = new float[grid.voxels()];
        short[] labels = new short[grid.voxels()];
        Arrays.fill(values, 10);
        for (int i = 0; i < values.length; i += 7) {
            values[i] = 50;
        }
        for (int z = 4; z < 12; z++) {
            for (int y = 4; y < 12; y++) {
                for (int x = 4; x < 12; x++) {
                    values[grid.index(z, y, x)] = 50;
                    labels[grid.index(z, y, x)] = 1;
                }
            }
        }
        values[0] = 100;
        List<PhantomCase> cases =
                List.of(new PhantomCase("ball", new Volume(grid, List.of(values)), new LabelVolume(grid, labels)));
        ThresholdSearch search = new ThresholdSearch(cases, 20);

        assertThat(ThresholdSearch.bestForAll(search.scores(cases, 1, true)[0])).isGreaterThan(0.85);
        assertThat(ThresholdSearch.bestForAll(search.scores(cases, 1, false)[0]))
                .isLessThan(0.75);
    }
}
