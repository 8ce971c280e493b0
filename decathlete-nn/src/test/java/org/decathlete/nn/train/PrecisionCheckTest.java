package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

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
            float[] before = FinalWeights.values(learner);
            PrecisionFinding finding = learner.checkPrecision(batch());
            assertThat(finding.fellBack()).isFalse();
            assertThat(FinalWeights.values(learner)).isEqualTo(before);
        }
    }

    @Test
    void overflowOfHalfPrecisionIsFound() {
        try (Learner learner = new Learner(candidate, settings(Precision.FP16))) {
            multiply(learner, "model.decoder.seg_layers.", 1e7);
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
            multiply(learner, "model.decoder.seg_layers.", 20);
            add(learner, "bias", 10_000);
            PrecisionFinding finding = learner.checkPrecision(batch());
            assertThat(finding.used()).isEqualTo(Precision.FP32);
        }
    }

    @Test
    void aTrainingFallsBackSaysSoAndIsThatOfFloat32() throws Exception {
        Lines said = new Lines();
        RunSettings asked = settings(Precision.FP16);
        TrainingState end = train(asked, "fp16", 1e7, said);
        assertThat(said.lines().stream().filter(line -> line.startsWith("WARNING")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("FP32, asked for FP16"));
        assertThat(end.decided().precision()).isNotNull();
        JsonNode header = Json.mapper()
                .readTree(
                        Files.readAllLines(folder.resolve("fp16/metrics.jsonl")).get(0));
        assertThat(header.path("precision_check").path("used").asString()).isEqualTo("FP32");
        train(settings(Precision.FP32), "fp32", 1e7, new Lines());
        assertThat(FinalWeights.of(folder.resolve("fp16"))).isEqualTo(FinalWeights.of(folder.resolve("fp32")));
    }

    private TrainingState train(RunSettings settings, String run, double factor, Lines said) {
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), store, null, settings.seed());
        Checkpoints checkpoints = new Checkpoints(
                folder.resolve(run), RunIdentity.of(candidate, PhantomStore.split(), store, settings, null), settings);
        try (Learner learner = new Learner(candidate, settings)) {
            multiply(learner, "model.decoder.seg_layers.", factor);
            return new TrainingRun(
                            candidate, settings, data, learner, checkpoints, new Stopwatch(), new StopSignal(), said)
                    .train();
        }
    }

    private static void multiply(Learner learner, String prefix, double factor) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            learner.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    tensor.mul_(new Scalar(factor));
                }
            });
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
