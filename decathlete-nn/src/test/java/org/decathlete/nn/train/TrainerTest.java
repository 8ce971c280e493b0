package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.model.PretrainedWeights;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What trainings learn, and what they start from. */
class TrainerTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    @Test
    void learnsAPhantomAndWritesItsBooks() throws IOException {
        RecordingProgress said = new RecordingProgress();
        TrainingResult result = runs.trainer(PhantomStore.candidate(0.01), new Budget.Iterations(300), "run", said)
                .run();
        assertThat(result.iterations()).isEqualTo(300);
        assertThat(result.epochs()).isEqualTo(30);
        assertThat(result.bestEmaPseudoDice()).isGreaterThan(0.8);
        assertThat(result.checkpoint()).exists();
        assertThat(result.best()).exists();
        assertThat(folder.resolve("run/checkpoint_latest.safetensors")).doesNotExist();
        List<JsonNode> lines = runs.metrics("run");
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0).get("format").asString()).isEqualTo("decathlete-metrics");
        assertThat(lines.get(30).get("iteration").asInt()).isEqualTo(300);
        assertThat(lines.get(30).get("train_loss").asDouble())
                .isLessThan(lines.get(1).get("train_loss").asDouble() - 0.5);
        assertThat(lines.get(30).get("learning_rate").asDouble()).isLessThan(0.001);
        assertThat(lines.get(30).get("mean_pseudo_dice").asDouble()).isGreaterThan(0.8);
        assertThat(said.details().get(said.details().size() - 1)).contains("epoch", "it/s", "loss", "pseudo-Dice");
        assertThat(said.total()).isEqualTo(300);

        TrainingResult again = runs.trainer(PhantomStore.candidate(0.01), new Budget.Iterations(300), "run", said)
                .run();
        assertThat(again).isEqualTo(result);
    }

    @Test
    void otherSeedOtherWeights() {
        Candidate candidate = PhantomStore.candidate(0.01);
        runs.trainer(candidate, new Budget.Iterations(2), "seven", Progress.silent())
                .run();
        RunSettings other = new RunSettings(Device.CPU, Precision.FP32, 8, new Budget.Iterations(2), 1);
        runs.trainer(candidate, other, "eight", Progress.silent()).run();
        assertThat(runs.weights("seven")).isNotEqualTo(runs.weights("eight"));
    }

    @Test
    void startsFromTheWeightsOfAnotherTrainingAndRemembersWhich() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        runs.trainer(candidate, new Budget.Iterations(150), "first", Progress.silent())
                .run();
        Path weights = folder.resolve("first/checkpoint_final.safetensors");
        RunSettings settings = new RunSettings(
                Device.CPU,
                Precision.FP32,
                8,
                new Budget.Iterations(10),
                1,
                OptionalInt.empty(),
                false,
                Optional.of(weights));
        RecordingProgress said = new RecordingProgress();
        runs.trainer(candidate, settings, "second", said).run();
        assertThat(said.lines()).anySatisfy(line -> assertThat(line).contains("starts from the weights of " + weights));
        assertThat(runs.metrics("second").get(1).get("train_loss").asDouble())
                .isLessThan(runs.metrics("first").get(1).get("train_loss").asDouble() - 0.3);
        RunSettings without = new RunSettings(Device.CPU, Precision.FP32, 8, new Budget.Iterations(10), 1);
        assertThatThrownBy(() -> runs.trainer(candidate, without, "second", Progress.silent())
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("first weights");
    }

    @Test
    void segmentationHeadsOfOtherClassesAreLeftAsTheyWere() {
        runs.trainer(PhantomStore.candidate(0.01), new Budget.Iterations(2), "first", Progress.silent())
                .run();
        Labels labels = Labels.of("background", "one", "two", "three");
        try (Network network =
                Networks.build(PhantomStore.candidate(labels, 0.01).network(), Device.CPU, 3)) {
            List<String> kept =
                    new PretrainedWeights(folder.resolve("first/checkpoint_final.safetensors")).loadInto(network);
            assertThat(kept).isNotEmpty().allSatisfy(name -> assertThat(name).startsWith("decoder.seg_layers."));
        }
    }

    @Test
    void regionsAndIgnoredVoxelsAreLearnt() {
        Labels labels = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("ball", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                3);
        Candidate candidate = PhantomStore.candidate(labels, 0.01);
        TrainingResult result = runs.trainer(candidate, new Budget.Iterations(60), "run", Progress.silent())
                .run();
        assertThat(result.bestEmaPseudoDice()).isGreaterThan(0.3);
    }
}
