package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Half precision on the processor: slow, but the same numbers as on a GPU. */
class LossScaleTest {
    @BeforeAll
    static void load() {
        Native.load();
        Native.threads(1);
    }

    @Test
    void doublesAfterTwoThousandGoodStepsAndHalvesAfterABadOne() {
        LossScale scale = LossScale.INITIAL;
        for (int i = 0; i < 1999; i++) {
            scale = scale.afterGoodStep();
        }
        assertThat(scale).isEqualTo(new LossScale(65536, 1999, 0));
        assertThat(scale.afterGoodStep()).isEqualTo(new LossScale(131072, 0, 0));
        assertThat(scale.afterSkippedStep()).isEqualTo(new LossScale(32768, 0, 1));
        assertThat(new LossScale(LossScale.LARGEST, 1999, 0).afterGoodStep().factor())
                .isEqualTo(LossScale.LARGEST);
        assertThat(new LossScale(1, 0, 0).canFall()).isFalse();
    }

    @Test
    void aScaledStepIsThatOfTheLossItself(@TempDir Path folder) {
        Candidate candidate = PhantomStore.candidate(0.01);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
        try (Learner full = new Learner(candidate, settings(Precision.FP32));
                Learner half = new Learner(candidate, settings(Precision.FP16))) {
            half.lossScaler().resume(new LossScale(1024, 0, 0));
            for (int i = 0; i < 5; i++) {
                Batch batch = data.training().make(i);
                StepOutcome expected = full.step(batch, 0.01);
                StepOutcome found = half.step(batch, 0.01);
                assertThat(found.skipped()).isFalse();
                assertThat(found.loss()).isCloseTo(expected.loss(), within(0.01));
                assertThat(found.gradientNorm() / expected.gradientNorm()).isBetween(0.95, 1.05);
            }
            assertThat(half.lossScaler().scale()).isEqualTo(new LossScale(1024, 5, 0));
        }
    }

    @Test
    void aStepWhoseGradientsOverflowIsSkippedUntilTheScaleFits(@TempDir Path folder) {
        Candidate candidate = PhantomStore.candidate(0.01);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), PhantomStore.open(folder), null, 1);
        try (Learner half = new Learner(candidate, settings(Precision.FP16))) {
            half.lossScaler().resume(new LossScale(LossScale.LARGEST, 0, 0));
            float[] before = FinalWeights.values(half);
            StepOutcome first = half.step(data.training().make(0), 0.01);
            assertThat(first.skipped()).isTrue();
            assertThat(first.loss()).isFinite();
            assertThat(FinalWeights.values(half)).isEqualTo(before);
            boolean taken = false;
            for (int i = 1; i < 24 && !taken; i++) {
                taken = !half.step(data.training().make(i), 0.01).skipped();
            }
            assertThat(taken).isTrue();
            assertThat(FinalWeights.values(half)).isNotEqualTo(before);
            LossScale scale = Objects.requireNonNull(half.lossScaler().scale());
            assertThat(scale.factor() * Math.pow(2, (double) scale.skippedSteps()))
                    .isEqualTo(LossScale.LARGEST);
        }
    }

    @Test
    void aStoppedTrainingInHalfPrecisionGoesOnWithItsScale(@TempDir Path folder) throws IOException {
        trainer(folder, "alone", -1).run();
        assertThatThrownBy(() -> trainer(folder, "stopped", 6).run()).isInstanceOf(DecathleteException.class);
        Checkpoints checkpoints = new Checkpoints(
                folder.resolve("stopped"),
                RunIdentity.of(
                        PhantomStore.candidate(0.01),
                        PhantomStore.split(),
                        PhantomStore.open(folder.resolve("store")),
                        settings(Precision.FP16),
                        null),
                settings(Precision.FP16));
        TrainingState stored = checkpoints.state(checkpoints.latest()).orElseThrow();
        LossScale scale = Objects.requireNonNull(stored.decided().lossScale());
        assertThat(scale.goodSteps() + scale.skippedSteps()).isEqualTo(6);
        trainer(folder, "stopped", -1).run();
        assertThat(FinalWeights.of(folder.resolve("stopped"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
        JsonNode epoch = Json.mapper()
                .readTree(Files.readAllLines(folder.resolve("stopped/metrics.jsonl"))
                        .get(1));
        assertThat(epoch.path("loss_scale").asDouble(0)).isPositive();
    }

    private static Trainer trainer(Path folder, String run, int stopAfter) {
        List<Trainer> self = new ArrayList<>();
        Lines counting = new Lines() {
            private int count;

            @Override
            void stepped() {
                if (++count == stopAfter) {
                    self.get(0).requestStop();
                }
            }
        };
        Trainer trainer = new Trainer(
                PhantomStore.candidate(0.01),
                PhantomStore.split(),
                PhantomStore.open(folder.resolve("store")),
                settings(Precision.FP16),
                folder.resolve(run),
                counting);
        self.add(trainer);
        return trainer;
    }

    private static RunSettings settings(Precision precision) {
        return new RunSettings(Device.CPU, precision, 7, new Budget.Iterations(10), 1);
    }
}
