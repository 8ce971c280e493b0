package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real training of a phantom that rests: it goes on from a trained network with a rate that changes nothing any more. */
class EarlyEndTest {
    private static final int EPOCHS = 150;
    private static final int ITERATIONS = 2;

    @TempDir
    Path folder;

    private CaseStore store;
    private Path weights;
    private Candidate resting;

    @BeforeEach
    void trainTheFirst() {
        store = PhantomStore.open(folder.resolve("store"));
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = PhantomTraining.settings(120, 1);
        weights = new Trainer(
                        candidate, PhantomStore.split(), store, settings, folder.resolve("first"), Progress.silent())
                .run()
                .checkpoint();
        resting = withMuchValidation(candidate.withLearningRate(1e-6));
    }

    @Test
    void aConvergedTrainingIsAnnealedAndEndsAlsoWhenItIsStoppedInBetween() throws IOException {
        Lines said = new Lines();
        TrainingResult result = trainer("alone", said).run();
        EarlyEnd end = Objects.requireNonNull(result.earlyEnd());
        assertThat(result.endedByScores()).isTrue();
        assertThat(result.libtorch()).startsWith("2.");
        assertThat(result.iterations()).isLessThan(EPOCHS * ITERATIONS - 15);
        assertThat(end.savedIterations()).isEqualTo(EPOCHS * ITERATIONS - result.iterations());
        assertThat(end.predictedLoss()).isBetween(0.0, ConvergenceMonitor.WORTHLESS);
        assertThat(end.largestLoss()).isBetween(end.predictedLoss(), ConvergenceMonitor.TOLERATED);
        List<JsonNode> lines = metrics("alone");
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("learning_rate").asDouble()).isLessThan(1e-7);
        JsonNode event = lines.stream()
                .filter(line -> line.path("event").asString("").equals("convergence"))
                .findFirst()
                .orElseThrow();
        assertThat(event.get("predicted_loss").asDouble()).isEqualTo(end.predictedLoss());
        assertThat(last.get("iteration").asLong())
                .isEqualTo(event.get("iteration").asLong()
                        + Math.round(event.get("iteration").asLong() * AnnealingTail.SHARE));
        assertThat(said.lines()).anyMatch(line -> line.contains("converged"));
        assertThat(said.lines()).anyMatch(line -> line.startsWith("training ended early"));

        // Once before the decision, once within the tail.
        long decided = event.get("iteration").asLong();
        assertThatThrownBy(() -> stoppedAfter(decided - 7, "stopped").run()).isInstanceOf(DecathleteException.class);
        assertThatThrownBy(() -> stoppedAfter(10, "stopped").run()).isInstanceOf(DecathleteException.class);
        TrainingResult resumed = trainer("stopped", new Lines()).run();
        assertThat(resumed.iterations()).isEqualTo(result.iterations());
        assertThat(FinalWeights.of(folder.resolve("stopped"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
        assertThat(metrics("stopped").stream().filter(line -> line.has("event")))
                .hasSize(1);
    }

    private Trainer stoppedAfter(long steps, String run) {
        List<Trainer> self = new ArrayList<>();
        Lines counting = new Lines() {
            private long count;

            @Override
            void stepped() {
                if (++count == steps) {
                    self.get(0).requestStop();
                }
            }
        };
        Trainer trainer = trainer(run, counting);
        self.add(trainer);
        return trainer;
    }

    private Trainer trainer(String run, Progress progress) {
        RunSettings settings = new RunSettings(
                Device.CPU,
                Precision.FP32,
                7,
                new Budget.Epochs(EPOCHS, ITERATIONS),
                1,
                OptionalInt.empty(),
                true,
                Optional.of(weights));
        return new Trainer(resting, PhantomStore.split(), store, settings, folder.resolve(run), progress);
    }

    /** Three validation batches to each of training, so that scores are little disturbed by which patches were drawn. */
    private static Candidate withMuchValidation(Candidate base) {
        TrainingRecipe recipe = base.recipe();
        return new Candidate(
                base.data(),
                base.configuration(),
                base.preprocessing(),
                base.patchSize(),
                base.batchSize(),
                base.batchDice(),
                base.network(),
                new TrainingRecipe(
                        recipe.optimizer(),
                        recipe.schedule(),
                        recipe.loss(),
                        recipe.deepSupervision(),
                        recipe.gradientClip(),
                        recipe.epochs(),
                        recipe.iterationsPerEpoch(),
                        3 * recipe.iterationsPerEpoch(),
                        recipe.foregroundOversampling(),
                        recipe.scoreMomentum(),
                        recipe.augmentation()));
    }

    private List<JsonNode> metrics(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .toList();
    }
}
