package org.decathlete.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.Resample;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.SourceHeader;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final int[][] ORDERS = {{0, 1, 2}, {2, 0, 1}, {1, 2, 0}, {1, 0, 2}, {2, 1, 0}, {0, 2, 1}};

    @Test
    void agreesWithPlainResamplingAndArgmax() {
        Properties.forAll(1, 60, random -> {
            Setting setting = new Setting(random);
            Restoration restoration = new Restoration(setting.spec, Phantoms.LABELS, random.nextInt(1, 4));
            LogitsSource logits = LogitsSource.of(setting.shape, setting.logits);
            SourceHeader header = new SourceHeader("test", new byte[] {1});
            LabelVolume map = restoration.labels(logits, setting.geometry, Optional.of(header));
            List<float[]> probabilities = restoration.probabilities(logits, setting.geometry);
            assertThat(map.header()).contains(header);
            assertThat(map.grid()).isEqualTo(setting.geometry.original());
            float[][] plain = setting.plainLogits();
            for (int i = 0; i < map.labels().length; i++) {
                int best = 0;
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    best = plain[c][i] > plain[best][i] ? c : best;
                    sum += Math.exp(plain[c][i]);
                }
                boolean outside = Float.isNaN(plain[0][i]);
                double margin = outside ? 1 : plain[best][i] - second(plain, best, i);
                if (margin > 1e-4) {
                    assertThat((int) map.labels()[i]).as("voxel " + i).isEqualTo(outside ? 0 : best);
                }
                for (int c = 0; c < 3; c++) {
                    double expected = outside ? (c == 0 ? 1 : 0) : Math.exp(plain[c][i]) / sum;
                    assertThat((double) probabilities.get(c)[i]).isCloseTo(expected, within(1e-4));
                }
            }
        });
    }

    @Test
    void paintsRegionsInTheirOrder() {
        Labels labels = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("whole", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                null);
        int[] shape = {1, 1, 4};
        CaseGeometry geometry = new CaseGeometry(
                Grid.of(new int[] {1, 1, 6}, new double[] {1, 1, 1}),
                new int[] {1, 1, 6},
                new Box(new int[] {0, 0, 1}, new int[] {1, 1, 5}),
                shape,
                new double[] {1, 1, 1});
        Restoration restoration =
                new Restoration(Phantoms.spec(new int[] {0, 1, 2}, new double[] {1, 1, 1}, 1), labels, 1);
        LogitsSource logits = LogitsSource.of(shape, new float[][] {{2, 2, -2, -2}, {-1, 1, -1, 1}});
        assertThat(restoration.labels(logits, geometry, Optional.empty()).labels())
                .containsExactly(0, 1, 2, 0, 2, 0);
        List<float[]> probabilities = restoration.probabilities(logits, geometry);
        assertThat(probabilities.get(1)[0]).isZero();
        assertThat((double) probabilities.get(0)[1]).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
    }

    @Test
    void withoutResamplingEveryVoxelComesBackToItsPlace() {
        Grid grid = Grid.of(new int[] {9, 11, 7}, new double[] {1, 2, 3});
        LabelVolume label = Phantoms.label(grid);
        for (int[] order : ORDERS) {
            double[] spacing = new Transposition(order).of(new double[] {1, 2, 3});
            PreprocessingSpec spec = Phantoms.spec(order, spacing, 1);
            PreprocessedCase done = new Preprocessor(spec)
                    .preprocess(Phantoms.image(grid, 1, new SplittableRandom(1)), label, Phantoms.LABELS);
            float[][] logits = new float[3][done.requireLabels().length];
            for (int i = 0; i < done.requireLabels().length; i++) {
                logits[Math.max(0, done.requireLabels()[i])][i] = 1;
            }
            LabelVolume back = new Restoration(spec, Phantoms.LABELS, 2)
                    .labels(LogitsSource.of(done.shape(), logits), done.geometry(), Optional.empty());
            assertThat(back.labels()).isEqualTo(label.labels());
        }
    }

    private static double second(float[][] plain, int best, int voxel) {
        double second = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            second = c == best ? second : Math.max(second, plain[c][voxel]);
        }
        return second;
    }

    /** A random case: file, crop, target grid and logits. */
    private static final class Setting {
        private final PreprocessingSpec spec;
        private final CaseGeometry geometry;
        private final int[] shape;
        private final float[][] logits;
        private final Transposition transposition;

        Setting(SplittableRandom random) {
            transposition = new Transposition(ORDERS[random.nextInt(ORDERS.length)]);
            int[] size = {random.nextInt(2, 14), random.nextInt(2, 14), random.nextInt(2, 14)};
            double[] spacing = {random.nextDouble(0.5, 5), random.nextDouble(0.5, 2), random.nextDouble(0.5, 5)};
            int[] transposed = transposition.of(size);
            int[] start = new int[3];
            int[] end = new int[3];
            shape = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                start[axis] = random.nextInt(transposed[axis]);
                end[axis] = random.nextInt(start[axis] + 1, transposed[axis] + 1);
                shape[axis] = random.nextBoolean() ? end[axis] - start[axis] : random.nextInt(1, 12);
            }
            Box crop = new Box(start, end);
            geometry =
                    new CaseGeometry(Grid.of(size, spacing), transposed, crop, crop.size(), transposition.of(spacing));
            boolean slices = random.nextInt(4) == 0;
            spec = Phantoms.spec(transposition.forward(), slices ? new double[] {1, 1} : new double[] {1, 1, 1}, 1);
            logits = new float[3][shape[0] * shape[1] * shape[2]];
            for (float[] channel : logits) {
                for (int i = 0; i < channel.length; i++) {
                    channel[i] = (float) random.nextDouble(-5, 5);
                }
            }
        }

        /** Resampled channel by channel, put into the file's grid; NaN outside the crop. */
        float[][] plainLogits() {
            Resample resample = new Resample(1, 0, null, 1);
            int[] size = geometry.original().size();
            float[][] result = new float[3][geometry.original().voxels()];
            for (int c = 0; c < 3; c++) {
                float[] resampled = resample.image(
                        logits[c],
                        shape,
                        geometry.shapeAfterCrop(),
                        geometry.targetSpacing(spec.spacing()),
                        geometry.originalSpacingTransposed());
                Arrays.fill(result[c], Float.NaN);
                int[] extent = geometry.shapeAfterCrop();
                int[] start = geometry.crop().start();
                for (int i = 0; i < resampled.length; i++) {
                    int[] at = {
                        start[0] + i / extent[2] / extent[1],
                        start[1] + i / extent[2] % extent[1],
                        start[2] + i % extent[2]
                    };
                    int[] original = new int[3];
                    for (int axis = 0; axis < 3; axis++) {
                        original[transposition.forward()[axis]] = at[axis];
                    }
                    result[c][(original[0] * size[1] + original[1]) * size[2] + original[2]] = resampled[i];
                }
            }
            return result;
        }
    }
}
