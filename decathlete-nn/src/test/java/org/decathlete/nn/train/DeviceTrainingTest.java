package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trainings as they run on a GPU, on the processor: augmented by operations on tensors, and not waiting for what steps come to. */
class DeviceTrainingTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    @Test
    void learnsWhatTheHostLearns() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        RecordingProgress said = new RecordingProgress();
        trainer(candidate, 240, "device", AugmentationPlace.DEVICE, said).run();
        trainer(candidate, 240, "host", AugmentationPlace.HOST, said).run();
        List<JsonNode> device = runs.metrics("device");
        List<JsonNode> host = runs.metrics("host");
        assertThat(device).hasSameSizeAs(host);
        JsonNode last = device.get(device.size() - 1);
        JsonNode lastOfHost = host.get(host.size() - 1);
        assertThat(last.get("iteration").asInt()).isEqualTo(240);
        // The first epoch sees the same samples but for noise, rounding and clipping in float32.
        assertThat(device.get(1).get("train_loss").asDouble())
                .isCloseTo(host.get(1).get("train_loss").asDouble(), within(0.05));
        assertThat(device.get(1).get("gradient_norm").asDouble())
                .isCloseTo(host.get(1).get("gradient_norm").asDouble(), within(0.2));
        assertThat(last.get("train_loss").asDouble())
                .isCloseTo(lastOfHost.get("train_loss").asDouble(), within(0.15));
        assertThat(last.get("mean_pseudo_dice").asDouble())
                .isCloseTo(lastOfHost.get("mean_pseudo_dice").asDouble(), within(0.08));
        assertThat(last.get("mean_pseudo_dice").asDouble()).isGreaterThan(0.75);
        assertThat(said.lines()).contains("training: patches are augmented on cpu");
        assertThat(augmentedOn("device")).isEqualTo("device");
        assertThat(augmentedOn("host")).isEqualTo("host");
    }

    @Test
    void stoppedAndResumedTrainingEndsWithTheSameWeights() {
        Candidate candidate = PhantomStore.candidate(0.01);
        trainer(candidate, 66, "alone", AugmentationPlace.DEVICE, Progress.silent())
                .run();
        trainer(candidate, 66, "again", AugmentationPlace.DEVICE, Progress.silent())
                .run();
        RunSettings settings = PhantomTraining.settings(66, 1).augmentingOn(AugmentationPlace.DEVICE);
        int stops = 0;
        for (int attempt = 0; attempt < 10; attempt++) {
            try {
                runs.stoppedAfter(29, candidate, settings, "stopped").run();
                break;
            } catch (DecathleteException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED);
                stops++;
            }
        }
        assertThat(stops).isEqualTo(2);
        FinalWeights weights = runs.weights("alone");
        assertThat(runs.weights("again")).isEqualTo(weights);
        assertThat(runs.weights("stopped")).isEqualTo(weights);
    }

    @Test
    void aKilledTrainingEndsWithTheSameWeights() throws IOException, InterruptedException {
        KillAndResume trainings = new KillAndResume(folder, 40, AugmentationPlace.DEVICE);
        Path killed = trainings.killed("killed", 2, new SplittableRandom(5));
        assertThat(trainings.kills()).isPositive();
        trainer(PhantomStore.candidate(0.01), 40, "alone", AugmentationPlace.DEVICE, Progress.silent())
                .run();
        assertThat(FinalWeights.of(killed)).isEqualTo(runs.weights("alone"));
    }

    @Test
    void lateNewsOfADivergenceReachNoCheckpoint() {
        RecordingProgress said = new RecordingProgress() {
            @Override
            public void say(String line) {
                super.say(line);
                if (line.contains("went astray")) {
                    assertThat(line).contains("Back to iteration 0");
                    assertFinite(folder.resolve("run/checkpoint_latest.safetensors"));
                }
            }
        };
        Trainer trainer = trainer(PhantomStore.candidate(1e7), 200, "run", AugmentationPlace.DEVICE, said);
        assertThatThrownBy(trainer::run)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRAINING))
                .hasMessageContaining("3 times");
        assertThat(said.lines().stream().filter(line -> line.contains("went astray")))
                .hasSize(2);
        assertFinite(folder.resolve("run/checkpoint_latest.safetensors"));
        assertThat(folder.resolve("run/checkpoint_final.safetensors")).doesNotExist();
    }

    @Test
    void flatAndThinPatchesRegionsAndIgnoredVoxelsAreLearnt() throws IOException {
        Labels labels = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("ball", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                3);
        List<Candidate> candidates = List.of(
                PhantomStore.candidateOf(16, 16),
                PhantomStore.candidateOf(4, 16, 16),
                PhantomStore.candidate(labels, 0.01));
        for (int i = 0; i < candidates.size(); i++) {
            trainer(candidates.get(i), 100, "run" + i, AugmentationPlace.DEVICE, Progress.silent())
                    .run();
            List<JsonNode> lines = runs.metrics("run" + i);
            assertThat(lines.get(lines.size() - 1).get("train_loss").asDouble())
                    .isLessThan(lines.get(1).get("train_loss").asDouble() - 0.2);
        }
    }

    @Test
    void masksOfAPreviousStageStayWithTheProcessor() {
        RunSettings asked = PhantomTraining.settings(1, 1).augmentingOn(AugmentationPlace.DEVICE);
        assertThat(asked.placed(PhantomStore.candidate(0.01)).augmentOn()).isEqualTo(AugmentationPlace.DEVICE);
        assertThat(asked.placed(PhantomStore.cascade()).augmentOn()).isEqualTo(AugmentationPlace.HOST);
    }

    private Trainer trainer(
            Candidate candidate, int iterations, String run, AugmentationPlace place, Progress progress) {
        return runs.trainer(candidate, PhantomTraining.settings(iterations, 1).augmentingOn(place), run, progress);
    }

    private String augmentedOn(String run) {
        try (Scope scope = Scope.open();
                SafetensorsFile.Contents contents =
                        SafetensorsFile.read(folder.resolve(run).resolve("checkpoint_final.safetensors"))) {
            String provenance = contents.metadata().get("provenance");
            return Json.mapper().readTree(provenance).get("augmentedOn").asString();
        }
    }

    private static void assertFinite(Path checkpoint) {
        try (Scope scope = Scope.open();
                SafetensorsFile.Contents contents = SafetensorsFile.read(checkpoint)) {
            contents.tensors()
                    .forEach(
                            (name, tensor) -> assertThat(tensor.isfinite().all().item_bool())
                                    .as(name)
                                    .isTrue());
        }
    }
}
