package org.decathlete.core.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredProbabilitiesTest {
    private static final Labels THREE = Labels.of("background", "a", "b");
    private static final Labels REGIONS = new Labels(
            List.of(
                    new Labels.Entry("background", List.of(0)),
                    new Labels.Entry("whole", List.of(1, 2, 3)),
                    new Labels.Entry("core", List.of(2, 3)),
                    new Labels.Entry("enhancing", List.of(3))),
            List.of(1, 2, 3),
            null);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void theMeanDecides() {
        int[] size = {1, 1, 3};
        ProbabilityMap first = source(size, new float[][] {{.6f, .1f, .3f}, {.4f, .2f, .3f}, {0, .7f, .4f}});
        ProbabilityMap second = source(size, new float[][] {{.1f, .8f, .3f}, {.9f, .1f, .4f}, {0, .1f, .3f}});
        assertThat(labels(THREE, 1, mean(), first, second)).containsExactly(1, 0, 1);
        assertThat(labels(THREE, 1, EnsembleRules.named("last word"), first, second))
                .containsExactly(1, 0, 1);
        assertThat(labels(THREE, 1, EnsembleRules.named("last word"), second, first))
                .containsExactly(0, 2, 2);
    }

    @Test
    void equalProbabilitiesGoToTheFirstClassAndRegionsNeedMoreThanHalf() {
        int[] size = {1, 1, 2};
        ProbabilityMap tied = source(size, new float[][] {{.25f, .2f}, {.5f, .4f}, {.25f, .4f}});
        assertThat(labels(THREE, 1, mean(), tied)).containsExactly(1, 1);
        ProbabilityMap regions = source(size, new float[][] {{.9f, .5f}, {.8f, .4f}, {.5f, .51f}});
        assertThat(labels(REGIONS, 1, mean(), regions)).containsExactly(2, 3);
    }

    @Test
    void filesGiveWhatArraysGiveWhateverTheThreads() {
        Properties.forAll(1, 20, random -> {
            int[] size = {random.nextInt(1, 20), random.nextInt(1, 12), random.nextInt(1, 12)};
            List<ProbabilityMap> arrays = List.of(random(size, 3, random), random(size, 3, random));
            List<StoredProbabilities> files = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Path file = folder.resolve(i + StoredProbabilities.ENDING);
                StoredProbabilities.write(file, arrays.get(i));
                files.add(StoredProbabilities.open(file));
            }
            short[] plain = plainMean(arrays, size);
            assertThat(labels(THREE, 3, mean(), arrays.get(0), arrays.get(1))).isEqualTo(plain);
            assertThat(labels(THREE, 1, mean(), files.get(0), files.get(1)))
                    .isEqualTo(labels(THREE, 4, mean(), files.get(0), files.get(1)));
            files.forEach(StoredProbabilities::close);
        });
    }

    @Test
    void storedProbabilitiesAreExactToEightMillionthsAndZeroAndOneExactly() {
        int[] size = {5, 600, 700};
        ProbabilityMap source = random(size, 2, new SplittableRandom(4));
        Path file = folder.resolve("a" + StoredProbabilities.ENDING);
        StoredProbabilities.write(file, source);
        float[] expected = new float[5 * 600 * 700];
        float[] found = new float[expected.length];
        try (StoredProbabilities stored = StoredProbabilities.open(file)) {
            assertThat(stored.classes()).isEqualTo(2);
            assertThat(stored.size()).containsExactly(5, 600, 700);
            source.read(1, 0, 5, expected);
            stored.read(1, 0, 5, found);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(found[i] - expected[i])).isLessThan(8e-6f);
            }
            float[] two = new float[2 * 600 * 700];
            stored.read(1, 1, 2, two);
            assertThat(two).isEqualTo(Arrays.copyOfRange(found, 600 * 700, 3 * 600 * 700));
        }
        ProbabilityMap ends = source(new int[] {1, 1, 4}, new float[][] {{0, 1, .5f, 1e-9f}});
        StoredProbabilities.write(file, ends);
        try (StoredProbabilities stored = StoredProbabilities.open(file)) {
            float[] four = new float[4];
            stored.read(0, 0, 1, four);
            assertThat(four[0]).isZero();
            assertThat(four[1]).isEqualTo(1);
            assertThat(four[2]).isCloseTo(.5f, within(8e-6f));
        }
    }

    @Test
    void aDamagedFileIsRefusedAndNeverRead() throws IOException {
        Path file = folder.resolve("a" + StoredProbabilities.ENDING);
        StoredProbabilities.write(file, random(new int[] {3, 9, 8}, 2, new SplittableRandom(1)));
        byte[] whole = Files.readAllBytes(file);
        Properties.forAll(1, 300, random -> {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(3) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try (StoredProbabilities stored = StoredProbabilities.open(file)) {
                int[] size = stored.size();
                float[] plane = new float[size[1] * size[2]];
                for (int index = 0; index < stored.classes(); index++) {
                    for (int z = 0; z < size[0]; z++) {
                        stored.read(index, z, 1, plane);
                    }
                }
                for (float value : plane) {
                    assertThat(value).isBetween(0f, 1f);
                }
            } catch (DecathleteException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        });
        Files.delete(file);
        assertThatThrownBy(() -> StoredProbabilities.open(file)).isInstanceOf(DecathleteException.class);
    }

    @Test
    void aRuleThatNobodyBringsIsNamed() {
        assertThatThrownBy(() -> EnsembleRules.named("vote"))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("last word, mean");
    }

    private static EnsembleRule mean() {
        return EnsembleRules.named(MeanRule.NAME);
    }

    private static short[] labels(Labels labels, int threads, EnsembleRule rule, ProbabilityMap... members) {
        Grid grid = Grid.of(members[0].size(), new double[] {1, 1, 1});
        return new ProbabilityJoin(List.of(members), rule, labels, threads)
                .labels(grid, Optional.empty())
                .labels();
    }

    private static ProbabilityMap source(int[] size, float[][] values) {
        return new ProbabilityArrays(size, List.of(values));
    }

    private static ProbabilityMap random(int[] size, int classes, SplittableRandom random) {
        float[][] values = new float[classes][size[0] * size[1] * size[2]];
        for (float[] one : values) {
            for (int i = 0; i < one.length; i++) {
                one[i] = (float) random.nextDouble();
            }
        }
        return source(size, values);
    }

    private static short[] plainMean(List<ProbabilityMap> members, int[] size) {
        short[] labels = new short[size[0] * size[1] * size[2]];
        float[] best = new float[labels.length];
        for (int index = 0; index < 3; index++) {
            float[] a = new float[labels.length];
            float[] b = new float[labels.length];
            members.get(0).read(index, 0, size[0], a);
            members.get(1).read(index, 0, size[0], b);
            for (int i = 0; i < labels.length; i++) {
                float mean = (a[i] + b[i]) / 2;
                if (index == 0 || mean > best[i]) {
                    best[i] = mean;
                    labels[i] = (short) index;
                }
            }
        }
        return labels;
    }
}
