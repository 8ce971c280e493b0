package org.decathlete.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FingerprintExtractorTest {
    private static final long GENEROUS = 1L << 30;

    /** Cases in memory; counts how many are looked at in one moment. */
    private static final class Cases implements CaseSource {
        private final List<Volume> images = new ArrayList<>();
        private final List<LabelVolume> labels = new ArrayList<>();
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger mostOpen = new AtomicInteger();
        private long bytes = 1;

        Cases add(Volume image, LabelVolume label) {
            images.add(image);
            labels.add(label);
            return this;
        }

        @Override
        public List<String> ids() {
            return java.util.stream.IntStream.range(0, images.size())
                    .mapToObj(index -> "case " + index)
                    .toList();
        }

        @Override
        public long bytes(int index) {
            return bytes;
        }

        @Override
        public Volume image(int index) {
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return images.get(index);
        }

        @Override
        public LabelVolume labels(int index) {
            open.decrementAndGet();
            return labels.get(index);
        }
    }

    @Test
    void describesCasesByTheirCropAndForeground() {
        Grid grid = Grid.of(new int[] {4, 5, 6}, new double[] {3, 1, 1});
        float[] first = new float[grid.voxels()];
        float[] second = new float[grid.voxels()];
        short[] labels = new short[grid.voxels()];
        first[grid.index(1, 1, 1)] = 10;
        second[grid.index(2, 3, 4)] = -4;
        labels[grid.index(1, 1, 1)] = 2;
        labels[grid.index(2, 3, 4)] = 1;
        Cases cases = new Cases().add(new Volume(grid, List.of(first, second)), new LabelVolume(grid, labels));
        Extraction extraction = extract(cases, 2, GENEROUS);
        Fingerprint fingerprint = extraction.fingerprint();
        assertThat(fingerprint.shapesAfterCrop().get(0)).containsExactly(2, 3, 4);
        assertThat(fingerprint.spacings().get(0)).containsExactly(3, 1, 1);
        assertThat(fingerprint.medianRelativeSizeAfterCropping()).isEqualTo(24.0 / 120);
        assertThat(fingerprint.foregroundIntensityPropertiesPerChannel())
                .containsEntry("0", new IntensityProperties(5, 0, 5, 0, 10, 10, 0))
                .containsEntry("1", new IntensityProperties(-2, -4, 2, -4, 0, 0, -4));
        assertThat(extraction.cases().get(0).labelCounts()).containsEntry(1, 1).containsEntry(2, 1);
    }

    @Test
    void givesTheSameForAnyNumberOfThreadsAndAnyMemory() {
        Fingerprint alone = extract(randomCases(), 1, GENEROUS).fingerprint();
        assertThat(extract(randomCases(), 7, GENEROUS).fingerprint()).isEqualTo(alone);
        Cases tight = randomCases();
        tight.bytes = 10 << 20;
        assertThat(extract(tight, 7, 1 << 20).fingerprint()).isEqualTo(alone);
        assertThat(tight.mostOpen).as("cases in memory at a time").hasValue(1);
    }

    @Test
    void aCaseWithoutForegroundWeighsNothing() {
        Cases cases = randomCases();
        Fingerprint before = extract(cases, 2, GENEROUS).fingerprint();
        Grid grid = cases.images.get(0).grid();
        cases.add(cases.images.get(0), new LabelVolume(grid, new short[grid.voxels()]));
        Extraction after = extract(cases, 2, GENEROUS);
        assertThat(after.fingerprint().foregroundIntensityPropertiesPerChannel())
                .isEqualTo(before.foregroundIntensityPropertiesPerChannel());
        assertThat(after.fingerprint().caseCount()).isEqualTo(before.caseCount() + 1);
        assertThat(after.cases().get(after.cases().size() - 1).channels().get(0).foreground())
                .isEmpty();
    }

    @Test
    void namesTheCaseThatCannotBeUsed() {
        Cases cases = randomCases();
        cases.images.get(3).channels().get(0)[5] = Float.NaN;
        assertThatThrownBy(() -> extract(cases, 2, GENEROUS))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("case 3")
                .hasMessageContaining("NaN");
    }

    @Test
    void refusesADatasetWithoutAnyForeground() {
        Grid grid = Grid.of(new int[] {2, 2, 2}, new double[] {1, 1, 1});
        Cases cases = new Cases().add(new Volume(grid, List.of(new float[8])), new LabelVolume(grid, new short[8]));
        assertThatThrownBy(() -> extract(cases, 1, GENEROUS))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("label above 0");
        assertThatThrownBy(() -> extract(new Cases(), 1, GENEROUS)).hasMessageContaining("no labelled case");
    }

    @Test
    void writesAndReadsTheFile(@TempDir Path folder) {
        Fingerprint fingerprint = extract(randomCases(), 2, GENEROUS).fingerprint();
        Path file = folder.resolve("dataset_fingerprint.json");
        fingerprint.write(file);
        assertThat(Fingerprint.read(file)).isEqualTo(fingerprint);
        assertThat(file)
                .content()
                .contains("\"percentile_00_5\"", "\"shapes_after_crop\"", "\"median_relative_size_after_cropping\"");
    }

    private static Extraction extract(Cases cases, int threads, long bytes) {
        return new FingerprintExtractor(cases, threads, new MemoryGate(bytes)).extract(Progress.silent());
    }

    private static Cases randomCases() {
        SplittableRandom random = new SplittableRandom(5);
        Cases cases = new Cases();
        for (int i = 0; i < 12; i++) {
            Grid grid = Grid.of(new int[] {3 + i % 3, 7, 6}, new double[] {2, 1, 1.5});
            float[] voxels = new float[grid.voxels()];
            short[] labels = new short[grid.voxels()];
            for (int k = 0; k < voxels.length; k++) {
                voxels[k] = (float) random.nextGaussian();
                labels[k] = (short) random.nextInt(3);
            }
            cases.add(new Volume(grid, List.of(voxels)), new LabelVolume(grid, labels));
        }
        return cases;
    }
}
