package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.settings.Budget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trainings that go astray are put back. */
class RecoveryTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    @Test
    void divergenceIsTakenBackTwiceAndThenFails() throws IOException {
        RecordingProgress said = new RecordingProgress();
        Trainer trainer = runs.trainer(PhantomStore.candidate(1e7), new Budget.Iterations(200), "run", said);
        assertThatThrownBy(trainer::run)
                .isInstanceOfSatisfying(DecathleteException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.TRAINING);
                    assertThat(e.kind().exitCode()).isEqualTo(6);
                })
                .hasMessageContaining("3 times");
        assertThat(said.lines().stream().filter(line -> line.contains("went astray")))
                .hasSize(2);
        List<JsonNode> events = runs.metrics("run").stream()
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
        TrainingResult result = runs.trainer(
                        PhantomStore.candidate(30), new Budget.Iterations(120), "run", Progress.silent())
                .run();
        assertThat(result.divergences()).isBetween(1, 2);
        assertThat(result.iterations()).isEqualTo(120);
    }
}
