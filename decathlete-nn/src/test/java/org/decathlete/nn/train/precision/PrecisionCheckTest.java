package org.decathlete.nn.train.precision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.step.HippocampusStep;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.step.LearnerWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionCheckTest {
    @TempDir
    Path folder;

    private CaseStore store;
    private final Candidate candidate = PhantomStore.candidate(0.01);

    @BeforeEach
    void makeStore() {
        Native.load();
        Native.threads(1);
        store = PhantomStore.open(folder.resolve("store"));
    }

    @Test
    void healthyNetworksPassInBothShortPrecisions() {
        for (Precision precision : new Precision[] {Precision.BF16, Precision.FP16}) {
            try (Learner learner = new Learner(candidate, settings(precision))) {
                PrecisionFinding finding = learner.checkPrecision(batch());
                assertThat(finding.used()).isEqualTo(precision);
                assertThat(finding.gradientError()).isGreaterThan(0).isLessThan(0.1);
            }
        }
    }

    @Test
    void theActualPlanPassesInBf16() {
        try (Learner learner = new Learner(HippocampusStep.candidate(1), settings(Precision.BF16))) {
            PrecisionFinding finding = learner.checkPrecision(HippocampusStep.batch(1));
            // Labels that are noise, as here, are the hardest: their gradients cancel.
            assertThat(finding.fellBack()).isFalse();
            assertThat(finding.gradientError()).isLessThan(0.35);
        }
    }

    @Test
    void droppedUnitsAreTheSameInBothAndRunningAveragesStayAsTheyWere() {
        Candidate other = PhantomStore.candidateWith(
                new UnitSpec(Norm.BATCH, 1e-5, Activation.PRELU, 0.01, 0.3), OptimizerSpec.Adam.decoupled(0.01, 0.01));
        try (Learner learner = new Learner(other, settings(Precision.BF16))) {
            float[] before = LearnerWeights.values(learner);
            PrecisionFinding finding = learner.checkPrecision(batch());
            assertThat(finding.fellBack()).isFalse();
            assertThat(LearnerWeights.values(learner)).isEqualTo(before);
        }
    }

    @Test
    void overflowOfHalfPrecisionIsFound() {
        try (Learner learner = new Learner(candidate, settings(Precision.FP16))) {
            LearnerWeights.multiply(learner, "model.decoder.seg_layers.", 1e7);
            PrecisionFinding finding = learner.checkPrecision(batch());
            assertThat(finding.used()).isEqualTo(Precision.FP32);
            assertThat(finding.loss()).isNull();
            assertThat(finding.referenceLoss()).isNotNull();
            assertThat(finding.toString()).contains("FP32, asked for FP16", "not finite");
        }
    }

    @Test
    void aSignalThatDrownsInAnOffsetIsFound() {
        try (Learner learner = new Learner(candidate, settings(Precision.BF16))) {
            // Logits of ±10 on an offset of 10,000, where neighbours in bf16 are 64 apart; softmax does not mind the
            // offset.
            LearnerWeights.multiply(learner, "model.decoder.seg_layers.", 20);
            add(learner, "bias", 10_000);
            PrecisionFinding finding = learner.checkPrecision(batch());
            assertThat(finding.used()).isEqualTo(Precision.FP32);
        }
    }

    private static void add(Learner learner, String suffix, double offset) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            learner.tensors().forEach((name, tensor) -> {
                if (name.startsWith("model.decoder.seg_layers.") && name.endsWith(suffix)) {
                    tensor.add_(new Scalar(offset));
                }
            });
        }
    }

    private Batch batch() {
        return TrainingData.of(candidate, PhantomStore.split(), store, null, 1)
                .training()
                .make(0);
    }

    private static RunSettings settings(Precision precision) {
        return new RunSettings(Device.CPU, precision, 7, new Budget.Iterations(6), 1);
    }
}
