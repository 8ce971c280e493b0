package org.decathlete.core.preprocess.probabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.decathlete.core.preprocess.Phantoms;
import org.decathlete.core.preprocess.restoration.ProbabilityJoin;
import org.decathlete.core.preprocess.restoration.RandomLogits;
import org.decathlete.core.preprocess.restoration.Restoration;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbabilityStorageTest {
    @TempDir
    private Path folder;

    @Test
    void theDiskHoldsWhatTheMemoryHoldsAndIsFreedAgain() {
        Properties.forAll(1, 30, random -> {
            RandomLogits setting = new RandomLogits(random);
            Restoration.WithProbabilities inMemory = probabilities(setting, ProbabilityStorage.memory(), random);
            Restoration.WithProbabilities onDisk =
                    probabilities(setting, new ProbabilityStorage(0, folder.resolve("new"), "case"), random);

            assertThat(onDisk.probabilities()).isInstanceOf(ProbabilitiesOnDisk.class);
            assertThat(onDisk.labels().labels()).isEqualTo(inMemory.labels().labels());
            for (int index = 0; index < 3; index++) {
                assertThat(onDisk.probabilities().channel(index))
                        .isEqualTo(inMemory.probabilities().channel(index));
            }
            onDisk.probabilities().close();
            assertThat(files()).isEmpty();
            assertThatThrownBy(() -> onDisk.probabilities().channel(0)).isInstanceOf(DecathleteException.class);
        });
    }

    @Test
    void whatFitsStaysInMemory() {
        RandomLogits setting = new RandomLogits(new SplittableRandom(7));
        long bytes = 3L * Float.BYTES * setting.geometry().original().voxels();

        ProbabilityStorage enough = new ProbabilityStorage(bytes, folder, "case");
        ProbabilityStorage tooLittle = new ProbabilityStorage(bytes - 1, folder, "case");

        assertThat(enough.heapBytes(3, bytes / 12)).isEqualTo(bytes);
        assertThat(tooLittle.heapBytes(3, bytes / 12)).isZero();
        assertThat(probabilities(setting, enough, new SplittableRandom(1)).probabilities())
                .isInstanceOf(ProbabilitiesInMemory.class);
        try (ProbabilityMap map =
                probabilities(setting, tooLittle, new SplittableRandom(1)).probabilities()) {
            assertThat(map).isInstanceOf(ProbabilitiesOnDisk.class);
        }
    }

    @Test
    void aFolderThatCannotBeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        RandomLogits setting = new RandomLogits(new SplittableRandom(7));

        assertThatThrownBy(
                        () -> probabilities(setting, new ProbabilityStorage(0, file, "case"), new SplittableRandom(1)))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("--save-probabilities");
    }

    @Test
    void planesAreReadOneByOne() {
        Properties.forAll(1, 30, random -> {
            RandomLogits setting = new RandomLogits(random);
            ProbabilityStorage storage = new ProbabilityStorage(0, folder, "case");
            int[] size = setting.geometry().original().size();
            int first = random.nextInt(size[0]);
            float[] planes = new float[random.nextInt(1, size[0] - first + 1) * size[1] * size[2]];
            try (ProbabilityMap map = probabilities(setting, storage, random).probabilities()) {
                map.read(1, first, planes.length / size[1] / size[2], planes);

                int from = first * size[1] * size[2];
                assertThat(planes).isEqualTo(Arrays.copyOfRange(map.channel(1), from, from + planes.length));
                assertThat(map.size()).isEqualTo(size);
            }
        });
    }

    @Test
    void theMeanOfSeveralDecidesByItsLargest() {
        Properties.forAll(1, 30, random -> {
            RandomLogits setting = new RandomLogits(random);
            Restoration.WithProbabilities one = probabilities(setting, ProbabilityStorage.memory(), random);
            ProbabilityMap same =
                    probabilities(setting, ProbabilityStorage.memory(), random).probabilities();
            ProbabilityMap other = new Reversed(one.probabilities());

            Restoration.WithProbabilities unchanged =
                    join(List.of(one.probabilities(), same), setting, ProbabilityStorage.memory(), random);
            Restoration.WithProbabilities mixed = join(
                    List.of(one.probabilities(), other, same),
                    setting,
                    new ProbabilityStorage(0, folder, "joined"),
                    random);

            assertThat(unchanged.labels().labels()).isEqualTo(one.labels().labels());
            for (int i = 0; i < mixed.labels().labels().length; i++) {
                double[] expected = new double[3];
                for (int index = 0; index < 3; index++) {
                    expected[index] = (2 * one.probabilities().channel(index)[i] + other.channel(index)[i]) / 3;
                    assertThat((double) mixed.probabilities().channel(index)[i])
                            .isCloseTo(expected[index], within(1e-6));
                }
                for (double value : expected) {
                    assertThat(expected[mixed.labels().labels()[i]]).isGreaterThanOrEqualTo(value - 1e-6);
                }
            }
            mixed.probabilities().close();
        });
    }

    @Test
    void aTemporaryFileIsKnownByTheNameOfItsCase() {
        assertThat(ProbabilityStorage.isNamed("case.scratch", "case")).isTrue();
        assertThat(ProbabilityStorage.isNamed("case-12.scratch", "case")).isTrue();
        assertThat(ProbabilityStorage.isNamed("case-b.scratch", "case")).isFalse();
        assertThat(ProbabilityStorage.isNamed("case.nii.gz", "case")).isFalse();
        assertThat(ProbabilityStorage.isNamed("other.scratch", "case")).isFalse();
    }

    private static Restoration.WithProbabilities probabilities(
            RandomLogits setting, ProbabilityStorage storage, SplittableRandom random) {
        return new Restoration(setting.spec(), Phantoms.LABELS, random.nextInt(1, 4))
                .withProbabilities(setting.source(random), setting.geometry(), Optional.empty(), storage);
    }

    private static Restoration.WithProbabilities join(
            List<ProbabilityMap> maps, RandomLogits setting, ProbabilityStorage storage, SplittableRandom random) {
        ProbabilityJoin join = new ProbabilityJoin(maps, ProbabilityJoin.MEAN, Phantoms.LABELS, random.nextInt(1, 4));
        Restoration.WithProbabilities result =
                join.withProbabilities(setting.geometry().original(), Optional.empty(), storage);
        assertThat(join.labels(setting.geometry().original(), Optional.empty()).labels())
                .isEqualTo(result.labels().labels());
        return result;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The outputs in the opposite order. */
    private record Reversed(ProbabilityMap map) implements ProbabilityMap {
        @Override
        public int classes() {
            return map.classes();
        }

        @Override
        public int[] size() {
            return map.size();
        }

        @Override
        public void read(int index, int firstPlane, int planes, float[] target) {
            map.read(map.classes() - 1 - index, firstPlane, planes, target);
        }

        @Override
        public void close() {
            map.close();
        }
    }
}
