package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How long trainings take: the budget in seconds, and the end of patience. */
class TrainingLengthTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    @Test
    void aBudgetInSecondsIsKept() throws IOException {
        long began = System.nanoTime();
        TrainingResult result = runs.trainer(
                        PhantomStore.candidate(0.01), new Budget.WallClock(4), "run", Progress.silent())
                .run();
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(result.activeSeconds()).isBetween(3.0, 4.5);
        assertThat(seconds).isLessThan(6);
        assertThat(result.iterations()).isGreaterThan(10);
        List<JsonNode> lines = runs.metrics("run");
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
        assertThatThrownBy(() -> runs.stoppedAfter(1, candidate, budget, "run").run())
                .isInstanceOf(DecathleteException.class);
        Thread.sleep(3000);
        TrainingResult result =
                runs.trainer(candidate, budget, "run", Progress.silent()).run();
        assertThat(result.iterations()).isGreaterThan(6);
        assertThat(result.activeSeconds()).isBetween(2.0, 3.5);
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
        TrainingResult result = runs.trainer(PhantomStore.candidate(1e-9), settings, "run", Progress.silent())
                .run();
        assertThat(result.iterations()).isBetween(60L, 500L);
        assertThat(result.endedByScores()).isTrue();
        assertThat(result.earlyEnd()).as("nothing was forecast").isNull();
        List<JsonNode> lines = runs.metrics("run");
        assertThat(lines.get(lines.size() - 1).get("learning_rate").asDouble()).isLessThan(1e-11);
    }
}
