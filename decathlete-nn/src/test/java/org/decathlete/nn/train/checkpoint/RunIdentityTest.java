package org.decathlete.nn.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.PhantomRuns;
import org.decathlete.nn.train.PhantomStore;
import org.decathlete.nn.train.PhantomTraining;
import org.decathlete.nn.train.Trainer;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of another training are refused. */
class RunIdentityTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        runs.trainer(PhantomStore.candidate(0.01), new Budget.Iterations(2), "run", Progress.silent())
                .run();
        assertRefused(
                runs.trainer(PhantomStore.candidate(0.02), new Budget.Iterations(2), "run", Progress.silent()),
                "candidate");
        RunSettings seed = new RunSettings(Device.CPU, Precision.FP32, 8, new Budget.Iterations(2), 1);
        assertRefused(runs.trainer(PhantomStore.candidate(0.01), seed, "run", Progress.silent()), "seed 7");
        Split split = new Split(
                PhantomStore.split().validation(), PhantomStore.split().train());
        assertRefused(
                new Trainer(
                        PhantomStore.candidate(0.01),
                        split,
                        runs.store(),
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
                PhantomStore.candidate(0.01), PhantomStore.split(), runs.store(), PhantomTraining.settings(2, 1), null);
        RunIdentity older = new RunIdentity(now.candidate(), now.split(), now.seed(), null, null, null);
        assertThat(Json.canonical(older)).doesNotContain("data");
        assertThatThrownBy(() -> now.require(folder.resolve("checkpoint_latest.safetensors"), older))
                .hasMessageContaining("older version")
                .hasMessageContaining("checkpoint_latest.safetensors");
    }

    private static void assertRefused(Trainer trainer, String reason) {
        assertThatThrownBy(trainer::run)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining(reason);
    }
}
