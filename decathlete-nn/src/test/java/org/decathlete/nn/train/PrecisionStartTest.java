package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.checkpoint.RunIdentity;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.step.LearnerWeights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PrecisionStartTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;
    private final Candidate candidate = PhantomStore.candidate(0.01);

    @BeforeEach
    void makeStore() {
        Native.load();
        Native.threads(1);
        runs = PhantomRuns.in(folder);
    }

    @Test
    void aTrainingFallsBackSaysSoAndIsThatOfFloat32() throws Exception {
        RecordingProgress said = new RecordingProgress();
        RunSettings asked = settings(Precision.FP16);
        TrainingState end = train(asked, "fp16", 1e7, said);
        assertThat(said.lines().stream().filter(line -> line.startsWith("WARNING")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("FP32, asked for FP16"));
        assertThat(end.decided().precision()).isNotNull();
        JsonNode header = runs.metrics("fp16").get(0);
        assertThat(header.path("precision_check").path("used").asString()).isEqualTo("FP32");
        train(settings(Precision.FP32), "fp32", 1e7, new RecordingProgress());
        assertThat(runs.weights("fp16")).isEqualTo(runs.weights("fp32"));
    }

    private TrainingState train(RunSettings settings, String run, double factor, RecordingProgress said) {
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), runs.store(), null, settings.seed());
        Checkpoints checkpoints = new Checkpoints(
                folder.resolve(run),
                RunIdentity.of(candidate, PhantomStore.split(), runs.store(), settings, null),
                settings);
        try (Learner learner = new Learner(candidate, settings)) {
            LearnerWeights.multiply(learner, "model.decoder.seg_layers.", factor);
            return new TrainingRun(
                            candidate, settings, data, learner, checkpoints, new Stopwatch(), new StopSignal(), said)
                    .train();
        }
    }

    private static RunSettings settings(Precision precision) {
        return new RunSettings(Device.CPU, precision, 7, new Budget.Iterations(6), 1);
    }
}
