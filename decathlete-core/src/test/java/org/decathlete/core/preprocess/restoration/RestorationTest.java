package org.decathlete.core.preprocess.restoration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.Phantoms;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.SourceHeader;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class RestorationTest {
    @Test
    void agreesWithPlainResamplingAndArgmax() {
        Properties.forAll(1, 60, random -> {
            RandomLogits setting = new RandomLogits(random);
            Restoration restoration = new Restoration(setting.spec(), Phantoms.LABELS, random.nextInt(1, 4));
            SourceHeader header = new SourceHeader("test", new byte[] {1});
            LabelVolume map = restoration.labels(setting.source(random), setting.geometry(), Optional.of(header));
            Restoration.WithProbabilities both = restoration.withProbabilities(
                    setting.source(random), setting.geometry(), Optional.of(header), ProbabilityStorage.memory());
            ProbabilityMap probabilities = both.probabilities();
            assertThat(both.labels().labels()).isEqualTo(map.labels());
            assertThat(map.header()).contains(header);
            assertThat(map.grid()).isEqualTo(setting.geometry().original());
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
                    assertThat((double) probabilities.channel(c)[i]).isCloseTo(expected, within(1e-4));
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
        float[][] logits = {{2, 2, -2, -2}, {-1, 1, -1, 1}};
        assertThat(restoration
                        .labels(LogitsSource.of(shape, logits), geometry, Optional.empty())
                        .labels())
                .containsExactly(0, 1, 2, 0, 2, 0);
        Restoration.WithProbabilities both = restoration.withProbabilities(
                LogitsSource.of(shape, logits), geometry, Optional.empty(), ProbabilityStorage.memory());
        ProbabilityMap probabilities = both.probabilities();
        assertThat(probabilities.channel(1)[0]).isZero();
        assertThat((double) probabilities.channel(0)[1]).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
        assertThat(both.labels().labels()).containsExactly(0, 1, 2, 0, 2, 0);
        assertThat(new ProbabilityJoin(List.of(probabilities), ProbabilityJoin.MEAN, labels, 1)
                        .labels(geometry.original(), Optional.empty())
                        .labels())
                .containsExactly(0, 1, 2, 0, 2, 0);
    }

    @Test
    void withoutResamplingEveryVoxelComesBackToItsPlace() {
        Grid grid = Grid.of(new int[] {9, 11, 7}, new double[] {1, 2, 3});
        LabelVolume label = Phantoms.label(grid);
        for (int[] order : RandomLogits.ORDERS) {
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
}
