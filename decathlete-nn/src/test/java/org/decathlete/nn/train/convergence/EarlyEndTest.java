package org.decathlete.nn.train.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.PhantomRuns;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.PhantomTraining;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.EarlyEnd;
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

    private PhantomRuns runs;
    private Path weights;
    private Candidate resting;

    @BeforeEach
    void trainTheFirst() {
        runs = PhantomRuns.in(folder);
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = PhantomTraining.settings(120, 1);
        weights = runs.trainer(candidate, settings, "first", Progress.silent())
                .run()
                .checkpoint();
        resting = withMuchValidation(candidate.withLearningRate(1e-6));
    }

    @Test
    void aConvergedTrainingIsAnnealedAndEndsAlsoWhenItIsStoppedInBetween() throws IOException {
        RecordingProgress said = new RecordingProgress();
        TrainingResult result = runs.trainer(resting, settings(), "alone", said).run();
        EarlyEnd end = Objects.requireNonNull(result.earlyEnd());
        assertThat(result.endedByScores()).isTrue();
        assertThat(result.libtorch()).startsWith("2.");
        assertThat(result.iterations()).isLessThan(EPOCHS * ITERATIONS - 15);
        assertThat(end.savedIterations()).isEqualTo(EPOCHS * ITERATIONS - result.iterations());
        assertThat(end.predictedLoss()).isBetween(0.0, ConvergenceMonitor.WORTHLESS);
        assertThat(end.largestLoss()).isBetween(end.predictedLoss(), ConvergenceMonitor.TOLERATED);
        List<JsonNode> lines = runs.metrics("alone");
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
        assertThatThrownBy(() -> runs.stoppedAfter(decided - 7, resting, settings(), "stopped")
                        .run())
                .isInstanceOf(DecathleteException.class);
        assertThatThrownBy(() ->
                        runs.stoppedAfter(10, resting, settings(), "stopped").run())
                .isInstanceOf(DecathleteException.class);
        TrainingResult resumed =
                runs.trainer(resting, settings(), "stopped", Progress.silent()).run();
        assertThat(resumed.iterations()).isEqualTo(result.iterations());
        assertThat(runs.weights("stopped")).isEqualTo(runs.weights("alone"));
        assertThat(runs.metrics("stopped").stream().filter(line -> line.has("event")))
                .hasSize(1);
    }

    private RunSettings settings() {
        return new RunSettings(
                Device.CPU,
                Precision.FP32,
                7,
                new Budget.Epochs(EPOCHS, ITERATIONS),
                1,
                OptionalInt.empty(),
                true,
                Optional.of(weights));
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
}
