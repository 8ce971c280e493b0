package org.decathlete.nn.infer.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.memory.CaseMemory;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.tensor.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMemoryTest {
    private static final CorePlan PROCESSOR = CorePlan.of(Device.CPU, 2);

    @TempDir
    private Path folder;

    @Test
    void imagesOverlapAsFarAsTheMemoryGoes() {
        InputCase small = image("small", 10);
        InputCase large = image("large", 40);
        FolderMemory memory = new FolderMemory(new Fake(voxels -> voxels), false, PROCESSOR, 10_000);

        assertThat(memory.mayReadAhead(small, small, small)).isTrue();
        assertThat(memory.mayReadAhead(small, large, small)).isTrue();
        assertThat(memory.mayReadAhead(large, large, large)).isFalse();
        assertThat(memory.mayWrite(large, large)).isTrue();
        assertThat(memory.mayReadAhead(small, small, image("tooLarge", 60))).isFalse();
        assertThat(memory.text(List.of(new InputCase("none", List.of(folder.resolve("none.nii"))))))
                .isEmpty();
        assertThat(memory.text(List.of(small, large)).orElseThrow())
                .contains("large (40×10×10)")
                .contains("alone");
        assertThat(memory.text(List.of(small)).orElseThrow())
                .contains("small (10×10×10)")
                .doesNotContain("next image");
    }

    @Test
    void onAGpuTheNextImageIsPreparedMeanwhileWhichTakesMore() {
        InputCase one = image("one", 10);
        Segmenter fake = new Fake(voxels -> voxels);
        CorePlan gpu = CorePlan.of(new Device(true, 0), 2);

        assertThat(gpu.besideNetworks()).isTrue();
        assertThat(gpu.javaThreads()).isEqualTo(1);
        assertThat(PROCESSOR.javaThreads()).isEqualTo(2);
        assertThat(new FolderMemory(fake, false, PROCESSOR, 3500).mayReadAhead(one, one, one))
                .isTrue();
        assertThat(new FolderMemory(fake, false, gpu, 3500).mayReadAhead(one, one, one))
                .isFalse();
    }

    @Test
    void anImageThatCannotFitIsRefusedBeforeItIsRead() {
        List<InputCase> images = List.of(image("large", 40), image("larger", 60));
        Fake fake = new Fake(voxels -> voxels * 1_000_000_000);

        assertThatThrownBy(() -> predict(images, fake))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("2 of 2 images")
                .hasMessageContaining("image large needs 8000.0 GB of the Java heap (while it is segmented)")
                .hasMessageContaining("DECATHLETE_JAVA_OPTIONS=-Xmx");
        assertThat(fake.seen).isEmpty();
    }

    @Test
    void whatFitsIsDoneAllTheSame() {
        List<InputCase> images = List.of(image("large", 40), image("small", 10));
        Fake fake = new Fake(voxels -> voxels > 1000 ? 1L << 50 : voxels);

        assertThatThrownBy(() -> predict(images, fake))
                .hasMessageContaining("1 of 2 images could not be segmented, the others are done");
        assertThat(fake.seen).containsExactly(1000);
        assertThat(folder.resolve("output/small.nii.gz")).exists();
    }

    private void predict(List<InputCase> images, Segmenter segmenter) {
        new FolderPrediction(
                        segmenter,
                        new CaseLoader(folder, segmenter.data()),
                        PROCESSOR,
                        folder.resolve("output"),
                        new PredictionSettings(false, false),
                        Progress.silent())
                .run(images, false, () -> false);
    }

    private InputCase image(String id, int depth) {
        Path file = folder.resolve(id + ".nii");
        Grid grid = Grid.of(new int[] {depth, 10, 10}, new double[] {1, 1, 1});
        VolumeFiles.write(file, new LabelVolume(grid, new short[grid.voxels()]));
        return new InputCase(id, List.of(file));
    }

    /** Segments everything as background, and claims to need memory. */
    private static final class Fake implements Segmenter {
        private final LongUnaryOperator bytes;
        private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

        Fake(LongUnaryOperator bytes) {
            this.bytes = bytes;
        }

        @Override
        public DataContract data() {
            return new DataContract("Fake", List.of("MRI"), Labels.of("background", "organ"), Map.of());
        }

        @Override
        public CaseMemory memory(Grid grid, boolean probabilities) {
            long image = bytes.applyAsLong(grid.voxels());
            return new CaseMemory(image / 2, 3 * image / 2, 2 * image, image / 2, image);
        }

        @Override
        public PreparedImage prepare(Volume image) {
            seen.add(image.grid().voxels());
            LabelVolume nothing =
                    new LabelVolume(image.grid(), new short[image.grid().voxels()]);
            return (storage, progress) -> new Prediction(nothing, Optional.empty());
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
