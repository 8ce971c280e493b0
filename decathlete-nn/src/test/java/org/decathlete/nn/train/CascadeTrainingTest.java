package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.FinishedTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadeTrainingTest {
    @TempDir
    private Path folder = Path.of(".");

    private CaseStore store() {
        return PhantomStore.open(folder.resolve("store"));
    }

    private SegmentationStore previous(int moved) {
        return PhantomStore.segmentations(folder.resolve("previous"), store(), moved);
    }

    @Test
    void theMasksComeAfterTheImageAndAreThoseOfThePreviousStage() {
        TrainingData data = TrainingData.of(PhantomStore.cascade(), PhantomStore.split(), store(), previous(2), 1);
        TrainingData single = TrainingData.of(PhantomStore.candidate(0.01), PhantomStore.split(), store(), null, 1);
        for (long iteration = 0; iteration < 5; iteration++) {
            Batch batch = data.validation().make(iteration);
            Batch plain = single.validation().make(iteration);
            int voxels = 12 * 12 * 12;
            assertThat(batch.shape()).containsExactly(2, 3, 12, 12, 12);
            assertThat(batch.labels()).isEqualTo(plain.labels());
            int[] seen = new int[3];
            for (int place = 0; place < 2; place++) {
                for (int i = 0; i + 2 < voxels; i++) {
                    int at = place * 3 * voxels + i;
                    assertThat(batch.image()[at]).isEqualTo(plain.image()[place * voxels + i]);
                    // The segmentations are the truth two voxels earlier along x.
                    if (i % 12 < 10) {
                        short truth = batch.labels()[place * voxels + i + 2];
                        assertThat(batch.image()[at + voxels]).isEqualTo(truth == 1 ? 1f : 0f);
                        assertThat(batch.image()[at + 2 * voxels]).isEqualTo(truth == 2 ? 1f : 0f);
                        seen[truth]++;
                    }
                }
            }
            assertThat(seen).doesNotContain(0);
        }
    }

    @Test
    void whatIsLeftOutOrTooMuchIsRefused() {
        assertThatThrownBy(() -> new Trainer(
                        PhantomStore.cascade(),
                        PhantomStore.split(),
                        store(),
                        PhantomTraining.settings(2, 1),
                        folder.resolve("run"),
                        Progress.silent()))
                .hasMessageContaining("is not given");
        assertThatThrownBy(() -> new Trainer(
                        PhantomStore.candidate(0.01),
                        PhantomStore.split(),
                        store(),
                        previous(2),
                        PhantomTraining.settings(2, 1),
                        folder.resolve("run"),
                        Progress.silent()))
                .hasMessageContaining("refines no previous stage");
    }

    @Test
    void aTrainingIsNotContinuedOnOtherSegmentations() {
        Path run = folder.resolve("run");
        train(run, 2);
        FinishedTraining finished = FinishedTraining.read(run.resolve("checkpoint_final.safetensors"));
        assertThat(Objects.requireNonNull(finished.previousStage()))
                .isEqualTo(previous(2).identity(allCases()));
        assertThatThrownBy(() -> train(run, 3))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("previous-stage segmentations");
    }

    private static List<String> allCases() {
        return Stream.concat(PhantomStore.split().train().stream(), PhantomStore.split().validation().stream())
                .toList();
    }

    private void train(Path run, int moved) {
        new Trainer(
                        PhantomStore.cascade(),
                        PhantomStore.split(),
                        store(),
                        previous(moved),
                        PhantomTraining.settings(2, 1),
                        run,
                        Progress.silent())
                .run();
    }
}
