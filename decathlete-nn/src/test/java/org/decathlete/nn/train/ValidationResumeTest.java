package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.batch.TrainingData;
import org.decathlete.nn.train.checkpoint.Checkpoints;
import org.decathlete.nn.train.checkpoint.RunIdentity;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.step.Learner;
import org.decathlete.nn.train.validation.ValidationProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validations of several batches, stopped amid one. */
class ValidationResumeTest {
    private static final int STEPS = 10;
    private static final int VALIDATION_BATCHES = 2;

    @TempDir
    private Path folder = Path.of(".");

    private AugmentationPlace place = AugmentationPlace.HOST;

    @Test
    void goesOnWithTheBatchThatComesNext() throws IOException {
        stopsAndGoesOn();
    }

    @Test
    void soDoesOneThatIsReadLate() throws IOException {
        place = AugmentationPlace.DEVICE;
        assertThat(settings().readsLate()).isTrue();
        stopsAndGoesOn();
    }

    private void stopsAndGoesOn() throws IOException {
        int alone = passes("alone", Integer.MAX_VALUE);
        assertThat(alone).isEqualTo(2 * (STEPS + VALIDATION_BATCHES));
        assertThatThrownBy(() -> passes("stopped", STEPS + 1)).isInstanceOf(DecathleteException.class);
        ValidationProgress kept = Objects.requireNonNull(checkpoints("stopped")
                .state(checkpoints("stopped").latest())
                .orElseThrow()
                .validation());
        assertThat(kept.batches()).isEqualTo(1);
        assertThat(passes("stopped", Integer.MAX_VALUE)).isEqualTo(alone - (STEPS + 1));
        assertThat(judgements("stopped")).isEqualTo(judgements("alone")).hasSize(2);
        assertThat(FinalWeights.of(folder.resolve("stopped"))).isEqualTo(FinalWeights.of(folder.resolve("alone")));
    }

    private CaseStore store() {
        return PhantomStore.open(folder.resolve("store"));
    }

    private static Candidate candidate() {
        return PhantomStore.candidate(0.01);
    }

    private RunSettings settings() {
        RunSettings settings = PhantomTraining.settings(1, 1);
        return new RunSettings(settings.device(), settings.precision(), settings.seed(), new Budget.Epochs(2, STEPS), 1)
                .augmentingOn(place);
    }

    private Checkpoints checkpoints(String run) {
        return new Checkpoints(
                folder.resolve(run),
                RunIdentity.of(candidate(), PhantomStore.split(), store(), settings(), null),
                settings());
    }

    /** Trains until so many batches went through the network, and returns how many did. */
    private int passes(String run, int most) {
        Native.load();
        Native.threads(1);
        int[] made = {0};
        StopSignal stop = new StopSignal();
        TrainingData data = TrainingData.of(
                candidate(), PhantomStore.split(), store(), null, settings().seed());
        try (Learner learner = new Learner(candidate(), settings(), candidate().batchSize())) {
            learner.beforePass(samples -> {
                if (++made[0] == most) {
                    stop.request();
                }
            });
            new TrainingRun(
                            candidate(),
                            settings(),
                            data,
                            learner,
                            checkpoints(run),
                            new Stopwatch(),
                            stop,
                            Progress.silent())
                    .train();
        }
        return made[0];
    }

    private List<String> judgements(String run) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl")).stream()
                .map(Json.mapper()::readTree)
                .filter(line -> line.has("validation_loss"))
                .map(line -> line.get("validation_loss") + " " + line.get("pseudo_dice"))
                .toList();
    }
}
