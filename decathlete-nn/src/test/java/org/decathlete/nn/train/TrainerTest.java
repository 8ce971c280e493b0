package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.model.PretrainedWeights;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TrainerTest {
    @TempDir
    Path folder;

    private CaseStore store;

    @BeforeEach
    void makeStore() {
        store = PhantomStore.open(folder.resolve("store"));
    }

    @Test
    void learnsAPhantomAndWritesItsBooks() throws IOException {
        Remembered said = new Remembered();
        TrainingResult result = trainer(PhantomStore.candidate(0.01), new Budget.Iterations(300), "run", said)
                .run();
        assertThat(result.iterations()).isEqualTo(300);
        assertThat(result.epochs()).isEqualTo(30);
        assertThat(result.bestEmaPseudoDice()).isGreaterThan(0.8);
        assertThat(result.checkpoint()).exists();
        assertThat(result.best()).exists();
        assertThat(folder.resolve("run/checkpoint_latest.safetensors")).doesNotExist();
        List<JsonNode> lines = metrics("run");
        assertThat(lines).hasSize(31);
        assertThat(lines.get(0).get("format").asString()).isEqualTo("decathlete-metrics");
        assertThat(lines.get(30).get("iteration").asInt()).isEqualTo(300);
        assertThat(lines.get(30).get("train_loss").asDouble())
                .isLessThan(lines.get(1).get("train_loss").asDouble() - 0.5);
        assertThat(lines.get(30).get("learning_rate").asDouble()).isLessThan(0.001);
        assertThat(lines.get(30).get("mean_pseudo_dice").asDouble()).isGreaterThan(0.8);
        assertThat(said.details.get(said.details.size() - 1)).contains("epoch", "it/s", "loss", "pseudo-Dice");
        assertThat(said.total).isEqualTo(300);

        TrainingResult again = trainer(PhantomStore.candidate(0.01), new Budget.Iterations(300), "run", said)
                .run();
        assertThat(again).isEqualTo(result);
    }

    @Test
    void stoppedAndResumedTrainingEndsWithTheSameWeights() {
        Candidate candidate = PhantomStore.candidate(0.01);
        trainer(candidate, new Budget.Iterations(45), "alone", Progress.silent())
                .run();
        int stops = 0;
        for (int attempt = 0; attempt < 10; attempt++) {
            try {
                stoppedAfter(17, candidate, 45, "stopped").run();
                break;
            } catch (DecathleteException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED);
                assertThat(e).hasMessageContaining("run the same command again");
                stops++;
            }
        }
        assertThat(stops).isEqualTo(2);
        assertThat(FinalWeights.of(folder.resolve("stopped"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
    }

    /** A part is the beginning of the whole: the schedule does not shrink with it, and what follows does not notice the pause. */
    @Test
    void pausedTrainingGoesOnAsIfItHadNotPaused() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        Budget whole = new Budget.Epochs(6, 4);
        trainer(candidate, whole, "alone", Progress.silent()).run();
        TrainingResult third = part(candidate, whole, 1 / 3.0);
        assertThat(third.epochs()).isEqualTo(2);
        assertThat(third.iterations()).isEqualTo(8);
        assertThat(third.checkpoint()).hasFileName("checkpoint_latest.safetensors");
        FileTime written = Files.getLastModifiedTime(third.checkpoint());
        assertThat(part(candidate, whole, 1 / 3.0).iterations()).isEqualTo(8);
        assertThat(Files.getLastModifiedTime(third.checkpoint())).isEqualTo(written);
        // The epoch that was begun is trained to its end.
        assertThat(part(candidate, whole, 0.6).epochs()).isEqualTo(4);
        TrainingResult end = part(candidate, whole, 1);
        assertThat(end.epochs()).isEqualTo(6);
        assertThat(end.checkpoint()).hasFileName("checkpoint_final.safetensors");
        assertThat(FinalWeights.of(folder.resolve("paused"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
        assertThatThrownBy(() -> part(candidate, whole, 0)).hasMessageContaining("part is 0");
    }

    @Test
    void whoListensToEpochsMayStopIt() {
        List<Integer> lines = new ArrayList<>();
        Trainer trainer = trainer(PhantomStore.candidate(0.01), new Budget.Epochs(6, 4), "heard", Progress.silent());
        trainer.afterEpoch(() -> {
            lines.add(epochs(folder.resolve("heard").resolve("metrics.jsonl")));
            if (lines.size() == 2) {
                trainer.requestStop();
            }
        });
        assertThatThrownBy(trainer::run).hasMessageContaining("stopped at epoch 2, iteration 9");
        assertThat(lines).containsExactly(1, 2);
    }

    private static int epochs(Path metrics) {
        try (Stream<String> lines = Files.lines(metrics)) {
            return (int) lines.filter(line -> line.contains("train_loss")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainingResult part(Candidate candidate, Budget whole, double part) {
        RunSettings settings = new RunSettings(Device.CPU, Precision.FP32, 7, whole, 1).upTo(part);
        return new Trainer(
                        candidate, PhantomStore.split(), store, settings, folder.resolve("paused"), Progress.silent())
                .run();
    }

    @Test
    void runningAveragesAndDropoutAreResumedToo() {
        Candidate candidate = PhantomStore.candidateWith(
                new UnitSpec(Norm.BATCH, 1e-5, Activation.PRELU, 0.01, 0.3), OptimizerSpec.Adam.decoupled(0.01, 0.01));
        trainer(candidate, new Budget.Iterations(24), "alone", Progress.silent())
                .run();
        assertThatThrownBy(() -> stoppedAfter(11, candidate, 24, "stopped").run())
                .isInstanceOf(DecathleteException.class);
        trainer(candidate, new Budget.Iterations(24), "stopped", Progress.silent())
                .run();
        FinalWeights weights = FinalWeights.of(folder.resolve("alone"));
        assertThat(weights.bits().keySet()).anyMatch(name -> name.endsWith("running_var"));
        assertThat(FinalWeights.of(folder.resolve("stopped"))).isEqualTo(weights);
    }

    @Test
    void otherSeedOtherWeights() {
        Candidate candidate = PhantomStore.candidate(0.01);
        trainer(candidate, new Budget.Iterations(2), "seven", Progress.silent()).run();
        RunSettings other = new RunSettings(Device.CPU, Precision.FP32, 8, new Budget.Iterations(2), 1);
        new Trainer(candidate, PhantomStore.split(), store, other, folder.resolve("eight"), Progress.silent()).run();
        assertThat(FinalWeights.of(folder.resolve("seven"))).isNotEqualTo(FinalWeights.of(folder.resolve("eight")));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        trainer(PhantomStore.candidate(0.01), new Budget.Iterations(2), "run", Progress.silent())
                .run();
        assertRefused(
                trainer(PhantomStore.candidate(0.02), new Budget.Iterations(2), "run", Progress.silent()), "candidate");
        RunSettings seed = new RunSettings(Device.CPU, Precision.FP32, 8, new Budget.Iterations(2), 1);
        assertRefused(
                new Trainer(
                        PhantomStore.candidate(0.01),
                        PhantomStore.split(),
                        store,
                        seed,
                        folder.resolve("run"),
                        Progress.silent()),
                "seed 7");
        Split split = new Split(
                PhantomStore.split().validation(), PhantomStore.split().train());
        assertRefused(
                new Trainer(
                        PhantomStore.candidate(0.01),
                        split,
                        store,
                        PhantomTraining.settings(2, 1),
                        folder.resolve("run"),
                        Progress.silent()),
                "4 training and 2 validation cases");
        assertRefused(
                new Trainer(
                        PhantomStore.candidate(0.01),
                        PhantomStore.split(),
                        PhantomStore.open(folder.resolve("store"), "edited"),
                        PhantomTraining.settings(2, 1),
                        folder.resolve("run"),
                        Progress.silent()),
                "data");
    }

    @Test
    void aCheckpointThatDoesNotSayItsDataIsRefused() {
        RunIdentity now = RunIdentity.of(
                PhantomStore.candidate(0.01), PhantomStore.split(), store, PhantomTraining.settings(2, 1), null);
        RunIdentity older = new RunIdentity(now.candidate(), now.split(), now.seed(), null, null, null);
        assertThat(Json.canonical(older)).doesNotContain("data");
        assertThatThrownBy(() -> now.require(folder.resolve("checkpoint_latest.safetensors"), older))
                .hasMessageContaining("older version")
                .hasMessageContaining("checkpoint_latest.safetensors");
    }

    @Test
    void theBestCheckpointIsMadeUpForWhereAKillCameBeforeIt() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = PhantomTraining.settings(30, 1);
        RunIdentity identity = RunIdentity.of(candidate, PhantomStore.split(), store, settings, null);
        Checkpoints checkpoints = new Checkpoints(folder.resolve("run"), identity, settings);
        TrainingState start = TrainingState.initial();
        Native.load();
        try (Learner learner = new Learner(candidate, settings)) {
            checkpoints.writeLatest(
                    new TrainingState(
                            10,
                            1,
                            0,
                            1,
                            new Pace(10, 1),
                            MovingScore.NONE.with(0.5, 0.9),
                            0.5,
                            1,
                            0,
                            1.0,
                            0,
                            0,
                            0,
                            null,
                            false,
                            List.of(),
                            null,
                            start.decisions()),
                    learner.tensors());
        }
        byte[] latest = Files.readAllBytes(checkpoints.latest());
        assertThatThrownBy(() -> stoppedAfter(1, candidate, 30, "run").run()).isInstanceOf(DecathleteException.class);
        assertThat(checkpoints.best()).hasBinaryContent(latest);
    }

    @Test
    void startsFromTheWeightsOfAnotherTrainingAndRemembersWhich() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        trainer(candidate, new Budget.Iterations(150), "first", Progress.silent())
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
        Remembered said = new Remembered();
        new Trainer(candidate, PhantomStore.split(), store, settings, folder.resolve("second"), said).run();
        assertThat(said.lines).anySatisfy(line -> assertThat(line).contains("starts from the weights of " + weights));
        assertThat(metrics("second").get(1).get("train_loss").asDouble())
                .isLessThan(metrics("first").get(1).get("train_loss").asDouble() - 0.3);
        RunSettings without = new RunSettings(Device.CPU, Precision.FP32, 8, new Budget.Iterations(10), 1);
        assertRefused(
                new Trainer(
                        candidate, PhantomStore.split(), store, without, folder.resolve("second"), Progress.silent()),
                "first weights");
    }

    @Test
    void aTrainingThatStopsImprovingIsAnnealedAndEndsEarly() throws IOException {
        RunSettings settings = new RunSettings(
                Device.CPU,
                Precision.FP32,
                7,
                new Budget.Iterations(600),
                1,
                OptionalInt.of(3),
                false,
                Optional.empty());
        // With so small a rate nothing improves for long.
        TrainingResult result = new Trainer(
                        PhantomStore.candidate(1e-9),
                        PhantomStore.split(),
                        store,
                        settings,
                        folder.resolve("run"),
                        Progress.silent())
                .run();
        assertThat(result.iterations()).isBetween(60L, 500L);
        assertThat(result.endedByScores()).isTrue();
        assertThat(result.earlyEnd()).as("nothing was forecast").isNull();
        List<JsonNode> lines = metrics("run");
        assertThat(lines.get(lines.size() - 1).get("learning_rate").asDouble()).isLessThan(1e-11);
    }

    @Test
    void segmentationHeadsOfOtherClassesAreLeftAsTheyWere() {
        trainer(PhantomStore.candidate(0.01), new Budget.Iterations(2), "first", Progress.silent())
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
    void divergenceIsTakenBackTwiceAndThenFails() throws IOException {
        Remembered said = new Remembered();
        Trainer trainer = trainer(PhantomStore.candidate(1e7), new Budget.Iterations(200), "run", said);
        assertThatThrownBy(trainer::run)
                .isInstanceOfSatisfying(DecathleteException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.TRAINING);
                    assertThat(e.kind().exitCode()).isEqualTo(6);
                })
                .hasMessageContaining("3 times");
        assertThat(said.lines.stream().filter(line -> line.contains("went astray")))
                .hasSize(2);
        List<JsonNode> events = metrics("run").stream()
                .filter(line -> line.path("event").asString("").equals("divergence"))
                .toList();
        assertThat(events.stream().map(event -> event.get("divergence").asInt()))
                .containsExactly(1, 2, 3);
        assertThat(events.stream().map(event -> event.get("rate_factor").asDouble()))
                .containsExactly(0.1, 0.1 * 0.1, 0.1 * 0.1);
        assertThat(events.get(2).get("back_to_iteration").asInt()).isEqualTo(-1);
        assertThat(folder.resolve("run/checkpoint_final.safetensors")).doesNotExist();
    }

    @Test
    void aRateThatIsTooHighByLittleIsLoweredAndTrainingEndsWell() {
        TrainingResult result = trainer(
                        PhantomStore.candidate(30), new Budget.Iterations(120), "run", Progress.silent())
                .run();
        assertThat(result.divergences()).isBetween(1, 2);
        assertThat(result.iterations()).isEqualTo(120);
    }

    @Test
    void aBudgetInSecondsIsKept() throws IOException {
        long began = System.nanoTime();
        TrainingResult result = trainer(PhantomStore.candidate(0.01), new Budget.WallClock(4), "run", Progress.silent())
                .run();
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(result.activeSeconds()).isBetween(3.0, 4.5);
        assertThat(seconds).isLessThan(6);
        assertThat(result.iterations()).isGreaterThan(10);
        List<JsonNode> lines = metrics("run");
        assertThat(lines.get(lines.size() - 1).get("learning_rate").asDouble()).isLessThan(0.002);
        double validation = 0;
        for (JsonNode line : lines.subList(1, lines.size())) {
            validation += line.get("validation_seconds").asDouble();
        }
        assertThat(validation / result.activeSeconds()).isLessThan(0.2);
    }

    @Test
    void timeBetweenAStopAndTheRestartDoesNotCount() throws InterruptedException {
        Candidate candidate = PhantomStore.candidate(0.01);
        Native.load();
        // Its steps are seconds.
        Budget budget = new Budget.WallClock(3);
        assertThatThrownBy(() -> stoppedAfter(1, candidate, budget, "run").run())
                .isInstanceOf(DecathleteException.class);
        Thread.sleep(3000);
        TrainingResult result =
                trainer(candidate, budget, "run", Progress.silent()).run();
        assertThat(result.iterations()).isGreaterThan(6);
        assertThat(result.activeSeconds()).isBetween(2.0, 3.5);
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
        TrainingResult result = trainer(candidate, new Budget.Iterations(60), "run", Progress.silent())
                .run();
        assertThat(result.bestEmaPseudoDice()).isGreaterThan(0.3);
    }

    private Trainer trainer(Candidate candidate, Budget budget, String run, Progress progress) {
        RunSettings settings = new RunSettings(Device.CPU, Precision.FP32, 7, budget, 1);
        return new Trainer(candidate, PhantomStore.split(), store, settings, folder.resolve(run), progress);
    }

    /** A trainer that is asked to stop after so many steps of its own. */
    private Trainer stoppedAfter(int steps, Candidate candidate, int iterations, String run) {
        return stoppedAfter(steps, candidate, new Budget.Iterations(iterations), run);
    }

    private Trainer stoppedAfter(int steps, Candidate candidate, Budget budget, String run) {
        List<Trainer> self = new ArrayList<>();
        Remembered counting = new Remembered() {
            private int count;

            @Override
            void stepped() {
                if (++count == steps) {
                    self.get(0).requestStop();
                }
            }
        };
        Trainer trainer = trainer(candidate, budget, run, counting);
        self.add(trainer);
        return trainer;
    }

    private static void assertRefused(Trainer trainer, String reason) {
        assertThatThrownBy(trainer::run)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining(reason);
    }

    private List<JsonNode> metrics(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .toList();
    }

    /** Progress that is remembered. */
    private static class Remembered implements Progress {
        final List<String> lines = new ArrayList<>();
        final List<String> details = new ArrayList<>(Arrays.asList(""));
        long total;

        void stepped() {}

        @Override
        public Stage start(String name, long steps) {
            total = steps;
            return new Stage() {
                @Override
                public void advance(long done, String detail) {
                    details.add(detail);
                    if (done > 0) {
                        stepped();
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }
    }
}
