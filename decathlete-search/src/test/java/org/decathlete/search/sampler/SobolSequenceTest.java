package org.decathlete.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {
    @Test
    void givesThePointsOfOthers() {
        // scipy.stats.qmc.Sobol(64, scramble=False).random(16)
        SobolSequence sequence = new SobolSequence(64);
        double[] fifth = sequence.point(5, new long[64]);
        assertThat(new double[] {fifth[0], fifth[1], fifth[2], fifth[3]}).containsExactly(0.875, 0.875, 0.125, 0.375);
        double[] thirteenth = sequence.point(13, new long[64]);
        assertThat(new double[] {
                    thirteenth[0], thirteenth[1], thirteenth[2], thirteenth[9], thirteenth[39], thirteenth[63]
                })
                .containsExactly(0.8125, 0.6875, 0.8125, 0.4375, 0.9375, 0.0625);
        assertThat(sequence.point(0, new long[64])).containsOnly(0.0);
    }

    @Test
    void everyDimensionIsStratifiedWhateverTheShift() {
        int count = 256;
        long[] shift = new SplittableRandom(4).longs(64).toArray();
        SobolSequence sequence = new SobolSequence(64);
        for (int d = 0; d < 64; d++) {
            Set<Integer> cells = new HashSet<>();
            for (int i = 0; i < count; i++) {
                cells.add((int) (sequence.point(i, shift)[d] * count));
            }
            assertThat(cells).as("dimension %d", d).hasSize(count);
        }
    }

    @Test
    void theFirstDimensionsAreStratifiedTogether() {
        // Dimensions 1 and 2 form a (0, 2)-sequence: every elementary box of area 1/64 holds one of 64 points.
        for (int columns = 1; columns <= 64; columns *= 2) {
            Set<Integer> boxes = new HashSet<>();
            for (int i = 0; i < 64; i++) {
                double[] point = new SobolSequence(2).point(i, new long[2]);
                int column = (int) (point[0] * columns);
                int row = (int) (point[1] * 64 / columns);
                boxes.add(64 * column + row);
            }
            assertThat(boxes).hasSize(64);
        }
    }

    @Test
    void endsWhereItsTableEnds() {
        assertThatThrownBy(() -> new SobolSequence(65)).hasMessageContaining("64");
    }
}
