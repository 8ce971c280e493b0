package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.checkpoint.RunIdentity;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.PassLimit;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.Learner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A memory that holds only so many samples: passes with more fail as libtorch's do. */
class MemoryReliefTest {
    private static final int ITERATIONS = 12;

    @TempDir
    Path folder;

    private CaseStore store;
    private final RecordingProgress said = new RecordingProgress();

    @BeforeEach
    void makeStore() {
        Native.load();
        Native.threads(1);
        store = PhantomStore.open(folder.resolve("store"));
    }

    @Test
    void aShortageHalvesThePassesAndTheSameIsLearnt() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(4);
        TrainingState end = train(candidate, "short", limit(2, 0), () -> false);
        assertThat(end.decided().passes()).isEqualTo(new PassLimit(2, 1));
        assertThat(said.lines())
                .anyMatch(line -> line.contains("4 samples at once") && line.contains("same gradients"));
        JsonNode event = events("short").get(0);
        assertThat(event.get("samples_before").asInt()).isEqualTo(4);
        assertThat(event.get("samples").asInt()).isEqualTo(2);
        TrainingState free = train(candidate, "free", samples -> {}, () -> false);
        Double expected = free.firstLoss();
        assertThat(end.firstLoss()).isNotNull().isCloseTo(expected, within(1e-5));
        assertThat(end.iteration()).isEqualTo(ITERATIONS);
    }

    @Test
    void aShortageInMidRunIsRememberedByTheCheckpoint() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(4);
        // A pass of 4 fits four times, so that step 5 is the first to fail; later ones of 4 would fit again.
        train(candidate, "alone", limit(2, 4), () -> false);
        int[] steps = {0};
        assertThatThrownBy(() -> train(candidate, "killed", limit(2, 4), () -> ++steps[0] == 7))
                .isInstanceOf(DecathleteException.class);
        train(candidate, "killed", samples -> {}, () -> false);
        assertThat(FinalWeights.of(folder.resolve("killed"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
        assertThat(events("killed")).hasSize(1);
        assertThat(events("killed").get(0).get("iteration").asInt()).isEqualTo(4);
    }

    @Test
    void aNetworkThatMixesSamplesGoesOnAndSaysWhatChanges() {
        Candidate candidate = PhantomStore.candidateWith(
                new UnitSpec(Norm.BATCH, 1e-5, Activation.LEAKY_RELU, 0.01, 0),
                OptimizerSpec.Adam.decoupled(0.01, 0.01));
        TrainingState end = train(candidate, "mixed", limit(1, 0), () -> false);
        assertThat(end.decided().passes()).isEqualTo(new PassLimit(1, 1));
        assertThat(said.lines()).anyMatch(line -> line.contains("sums over the batch"));
    }

    @Test
    void whereNotOneSampleFitsTheTrainingEndsWithAWord() {
        Candidate candidate = PhantomStore.candidate(0.01);
        assertThatThrownBy(() -> train(candidate, "none", limit(0, 0), () -> false))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("1 of the 2 patches");
    }

    @Test
    void aShortageInValidationHalvesWhatWasInWorkThere() throws IOException {
        // Learning takes one sample at a time, which could not be halved; validation takes the batch.
        Candidate candidate = PhantomStore.candidate(0.01).withBatchSize(4);
        TrainingState end = train(candidate, "judged", limit(2, 0), () -> false, 1);
        assertThat(end.iteration()).isEqualTo(ITERATIONS);
        assertThat(end.decided().passes()).isEqualTo(new PassLimit(2, 1));
        assertThat(events("judged").get(0).get("samples_before").asInt()).isEqualTo(4);
        TrainingState free = train(candidate, "unjudged", samples -> {}, () -> false, 1);
        assertThat(end.firstLoss()).isEqualTo(free.firstLoss());
        assertThat(FinalWeights.of(folder.resolve("judged"))).isEqualTo(FinalWeights.of(folder.resolve("unjudged")));
    }

    /** Passes of more samples than {@code most} fail once {@code free} of them were made. */
    private static IntConsumer limit(int most, int free) {
        int[] made = {0};
        return samples -> {
            boolean large = samples > most;
            if (large && made[0]++ >= free) {
                throw new IllegalStateException(
                        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes");
            }
        };
    }

    private TrainingState train(Candidate candidate, String run, IntConsumer memory, BooleanSupplier stopAfterStep) {
        return train(candidate, run, memory, stopAfterStep, candidate.batchSize());
    }

    private TrainingState train(
            Candidate candidate, String run, IntConsumer memory, BooleanSupplier stopAfterStep, int samplesPerPass) {
        RunSettings settings = PhantomTraining.settings(ITERATIONS, 1);
        TrainingData data = TrainingData.of(candidate, PhantomStore.split(), store, null, settings.seed());
        Checkpoints checkpoints = new Checkpoints(
                folder.resolve(run), RunIdentity.of(candidate, PhantomStore.split(), store, settings, null), settings);
        StopSignal stop = new StopSignal();
        RecordingProgress progress =
                new RecordingProgress(() -> {
                    if (stopAfterStep.getAsBoolean()) {
                        stop.request();
                    }
                }) {
                    @Override
                    public void say(String line) {
                        said.say(line);
                    }
                };
        try (Learner learner = new Learner(candidate, settings, samplesPerPass)) {
            learner.beforePass(memory);
            return new TrainingRun(candidate, settings, data, learner, checkpoints, new Stopwatch(), stop, progress)
                    .train();
        }
    }

    private List<JsonNode> events(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .filter(line -> line.path("event").asString("").equals("out_of_memory"))
                .toList();
    }
}
