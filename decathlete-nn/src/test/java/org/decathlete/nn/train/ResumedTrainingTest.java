package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.checkpoint.RunIdentity;
import org.decathlete.nn.train.checkpoint.TrainingResult;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.validation.MovingScore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that are stopped or pause go on as if they had not been. */
class ResumedTrainingTest {
    @TempDir
    Path folder;

    private PhantomRuns runs;

    @BeforeEach
    void makeStore() {
        runs = PhantomRuns.in(folder);
    }

    @Test
    void stoppedAndResumedTrainingEndsWithTheSameWeights() {
        Candidate candidate = PhantomStore.candidate(0.01);
        runs.trainer(candidate, new Budget.Iterations(45), "alone", Progress.silent())
                .run();
        int stops = 0;
        for (int attempt = 0; attempt < 10; attempt++) {
            try {
                runs.stoppedAfter(17, candidate, new Budget.Iterations(45), "stopped")
                        .run();
                break;
            } catch (DecathleteException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED);
                assertThat(e).hasMessageContaining("run the same command again");
                stops++;
            }
        }
        assertThat(stops).isEqualTo(2);
        assertThat(runs.weights("stopped")).isEqualTo(runs.weights("alone"));
    }

    /** A part is the beginning of the whole: the schedule does not shrink with it, and what follows does not notice the pause. */
    @Test
    void pausedTrainingGoesOnAsIfItHadNotPaused() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        Budget whole = new Budget.Epochs(6, 4);
        runs.trainer(candidate, whole, "alone", Progress.silent()).run();
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
        assertThat(runs.weights("paused")).isEqualTo(runs.weights("alone"));
        assertThatThrownBy(() -> part(candidate, whole, 0)).hasMessageContaining("part is 0");
    }

    private TrainingResult part(Candidate candidate, Budget whole, double part) {
        RunSettings settings = new RunSettings(Device.CPU, Precision.FP32, 7, whole, 1).upTo(part);
        return runs.trainer(candidate, settings, "paused", Progress.silent()).run();
    }

    @Test
    void whoListensToEpochsMayStopIt() {
        List<Integer> lines = new ArrayList<>();
        Trainer trainer =
                runs.trainer(PhantomStore.candidate(0.01), new Budget.Epochs(6, 4), "heard", Progress.silent());
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

    @Test
    void runningAveragesAndDropoutAreResumedToo() {
        Candidate candidate = PhantomStore.candidateWith(
                new UnitSpec(Norm.BATCH, 1e-5, Activation.PRELU, 0.01, 0.3), OptimizerSpec.Adam.decoupled(0.01, 0.01));
        runs.trainer(candidate, new Budget.Iterations(24), "alone", Progress.silent())
                .run();
        assertThatThrownBy(() -> runs.stoppedAfter(11, candidate, new Budget.Iterations(24), "stopped")
                        .run())
                .isInstanceOf(DecathleteException.class);
        runs.trainer(candidate, new Budget.Iterations(24), "stopped", Progress.silent())
                .run();
        FinalWeights weights = runs.weights("alone");
        assertThat(weights.bits().keySet()).anyMatch(name -> name.endsWith("running_var"));
        assertThat(runs.weights("stopped")).isEqualTo(weights);
    }

    @Test
    void theBestCheckpointIsMadeUpForWhereAKillCameBeforeIt() throws IOException {
        Candidate candidate = PhantomStore.candidate(0.01);
        RunSettings settings = PhantomTraining.settings(30, 1);
        RunIdentity identity = RunIdentity.of(candidate, PhantomStore.split(), runs.store(), settings, null);
        Checkpoints checkpoints = new Checkpoints(folder.resolve("run"), identity, settings);
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
                            null),
                    learner.tensors());
        }
        byte[] latest = Files.readAllBytes(checkpoints.latest());
        assertThatThrownBy(() -> runs.stoppedAfter(1, candidate, new Budget.Iterations(30), "run")
                        .run())
                .isInstanceOf(DecathleteException.class);
        assertThat(folder.resolve("run/checkpoint_best.safetensors")).hasBinaryContent(latest);
    }
}
