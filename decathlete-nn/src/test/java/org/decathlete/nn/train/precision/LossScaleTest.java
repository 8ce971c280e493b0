package org.decathlete.nn.train.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.PhantomRuns;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.checkpoint.RunIdentity;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.step.LearnerWeights;
import org.decathlete.nn.train.step.StepOutcome;
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
            float[] before = LearnerWeights.values(half);
            StepOutcome first = half.step(data.training().make(0), 0.01);
            assertThat(first.skipped()).isTrue();
            assertThat(first.loss()).isFinite();
            assertThat(LearnerWeights.values(half)).isEqualTo(before);
            boolean taken = false;
            for (int i = 1; i < 24 && !taken; i++) {
                taken = !half.step(data.training().make(i), 0.01).skipped();
            }
            assertThat(taken).isTrue();
            assertThat(LearnerWeights.values(half)).isNotEqualTo(before);
            LossScale scale = Objects.requireNonNull(half.lossScaler().scale());
            assertThat(scale.factor() * Math.pow(2, (double) scale.skippedSteps()))
                    .isEqualTo(LossScale.LARGEST);
        }
    }

    @Test
    void aStoppedTrainingInHalfPrecisionGoesOnWithItsScale(@TempDir Path folder) throws IOException {
        PhantomRuns runs = PhantomRuns.in(folder);
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = settings(Precision.FP16);
        runs.trainer(candidate, settings, "alone", Progress.silent()).run();
        assertThatThrownBy(() ->
                        runs.stoppedAfter(6, candidate, settings, "stopped").run())
                .isInstanceOf(DecathleteException.class);
        Checkpoints checkpoints = new Checkpoints(
                folder.resolve("stopped"),
                RunIdentity.of(candidate, PhantomStore.split(), runs.store(), settings, null),
                settings);
        TrainingState stored = checkpoints.state(checkpoints.latest()).orElseThrow();
        LossScale scale = Objects.requireNonNull(stored.decided().lossScale());
        assertThat(scale.goodSteps() + scale.skippedSteps()).isEqualTo(6);
        runs.trainer(candidate, settings, "stopped", Progress.silent()).run();
        assertThat(runs.weights("stopped")).isEqualTo(runs.weights("alone"));
        JsonNode epoch = runs.metrics("stopped").get(1);
        assertThat(epoch.path("loss_scale").asDouble(0)).isPositive();
    }

    private static RunSettings settings(Precision precision) {
        return new RunSettings(Device.CPU, precision, 7, new Budget.Iterations(10), 1);
    }
}
