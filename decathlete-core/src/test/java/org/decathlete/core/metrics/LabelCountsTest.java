package org.decathlete.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.decathlete.core.dataset.Labels;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

/** Against counting voxel by voxel. */
class LabelCountsTest {
    private static final short IGNORE = 3;
    private static final short UNDECLARED = 9;
    private static final Labels LABELS = new Labels(
            List.of(
                    new Labels.Entry("background", List.of(0)),
                    new Labels.Entry("liver", List.of(1)),
                    new Labels.Entry("tumour", List.of(2))),
            List.of(),
            (int) IGNORE);

    @Test
    void countsRunsAsVoxels() {
        Properties.forAll(40, 200, random -> {
            int[] size = {random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 40)};
            short[] prediction = runs(random, size, new short[] {0, 1, 2, UNDECLARED});
            short[] reference = runs(random, size, new short[] {0, 1, 2, IGNORE});
            LabelCounts counts = new LabelCounts(size, prediction, reference, LABELS);
            for (List<Integer> region : List.of(List.of(1), List.of(2), List.of(1, 2))) {
                long[] expected = new long[4];
                for (int i = 0; i < prediction.length; i++) {
                    if (reference[i] != IGNORE) {
                        boolean predicted = region.contains((int) prediction[i]);
                        boolean referenced = region.contains((int) reference[i]);
                        expected[(predicted ? 1 : 0) + (referenced ? 2 : 0)]++;
                    }
                }
                assertThat(counts.overlap(region))
                        .isEqualTo(new Overlap(expected[3], expected[1], expected[2], expected[0]));
                MaskPair masks = counts.masks(region, new double[] {1, 1, 1});
                assertThat(voxels(masks.prediction())).isEqualTo(expected[1] + expected[3]);
                assertThat(voxels(masks.reference())).isEqualTo(expected[2] + expected[3]);
            }
            TreeSet<Integer> undeclared = new TreeSet<>();
            for (int i = 0; i < prediction.length; i++) {
                if (reference[i] != IGNORE && prediction[i] == UNDECLARED) {
                    undeclared.add((int) UNDECLARED);
                }
            }
            assertThat(counts.undeclared()).isEqualTo(undeclared);
        });
    }

    private static short[] runs(SplittableRandom random, int[] size, short[] values) {
        short[] labels = new short[size[0] * size[1] * size[2]];
        int from = 0;
        while (from < labels.length) {
            int to = Math.min(labels.length, from + random.nextInt(1, 12));
            short value = values[random.nextInt(values.length)];
            while (from < to) {
                labels[from++] = value;
            }
        }
        return labels;
    }

    private static long voxels(Mask mask) {
        long count = 0;
        for (long word : mask.inside().words()) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
