package org.decathlete.nn.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.augment.device.SourceReader;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.PhantomTraining;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceSourceTest {

    @Test
    void closingStopsTheThreadsAndFreesWhatNobodyTook(@TempDir Path folder) throws InterruptedException {
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = PhantomTraining.settings(1, 1).augmentingOn(AugmentationPlace.DEVICE);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 7);
        take(data.source(candidate.patchSize(), settings, 0));
        long before = LiveObjects.settled();
        for (int i = 0; i < 5; i++) {
            take(data.source(candidate.patchSize(), settings, i));
        }
        assertThat(Scope.liveObjects()).isEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().equals("batch-augmenter"));
    }

    @Test
    void aCaseThatCannotBeReadIsNamed() {
        ArrayCase broken = new ArrayCase("liver_007", new int[] {8, 8, 8}, new float[512], new short[512], 1) {
            @Override
            public void readImage(int channel, int[] start, int[] size, float[] destination) {
                throw DecathleteException.data("chunk 3 is damaged");
            }
        };
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = PhantomTraining.settings(1, 1).augmentingOn(AugmentationPlace.DEVICE);
        SourceBatchMaker maker = new SourceBatchMaker(
                List.of(broken),
                new SourceReader(candidate.recipe().augmentation(), candidate.patchSize(), 1),
                2,
                Oversampling.of(candidate.recipe()),
                1);
        try (StepSource source = DeviceSource.of(candidate, settings, new BatchLoader<>(maker::make, 0, 9, 1))) {
            assertThatThrownBy(source::next)
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("liver_007");
            assertThatThrownBy(source::next)
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("liver_007");
        }
    }

    private static void take(StepSource source) throws InterruptedException {
        try (source;
                StepBatch batch = source.next()) {
            assertThat(batch.samples()).isEqualTo(2);
        }
    }
}
