package org.decathlete.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.decathlete.app.folds.FoldRuns;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.Steps;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More time for a finished training. */
class LengtheningTest {
    private static final String FINAL = "checkpoint_final.safetensors";

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void theSameTimeOnceMoreIsAnotherRequest() throws IOException {
        TinyTrainings trainings = new TinyTrainings(folder);
        trainings.plan(6);
        trainings.train(4, false, "0");
        Path fold = fold(trainings.work());
        byte[] finished = Files.readAllBytes(fold.resolve(FINAL));
        // As if the two steps had been all that 30 s allowed.
        RunPlan had = RunPlan.read(fold);
        new RunPlan("budget 30 s", had.engine(), new Budget.WallClock(25), 0, 5, false, had.data()).write(fold);

        stop(trainings);
        RunPlan first = RunPlan.read(fold);
        assertThat(first.asked()).isEqualTo("budget 30 s, lengthened from iteration 2");
        assertThat(((Budget.WallClock) first.training()).seconds()).isGreaterThan(25 + 10);
        assertThat(fold.resolve("checkpoint_latest.safetensors")).exists();
        stop(trainings);
        assertThat(RunPlan.read(fold)).as("the same command goes on").isEqualTo(first);

        // As if it had ended: a command that was stopped later leaves it so, a new one lengthens it again.
        first.of("budget 30 s, lengthened from iteration 1", String.valueOf(first.data()))
                .write(fold);
        Files.write(fold.resolve(FINAL), finished);
        FoldTraining training = new FoldTraining(
                trainings.project(),
                Candidate.read(trainings.candidateFile(4)),
                "0",
                Steps.split(trainings.project(), "0"),
                String.valueOf(had.data()),
                TinyTrainings.ENGINE,
                request(trainings).start());
        assertThat(training.lengthenedFrom("budget 30 s", true)).hasValue(1);
        assertThat(training.lengthenedFrom("budget 30 s", false)).hasValue(2);
    }

    private static TrainRequest request(TinyTrainings trainings) {
        return new TrainRequest(
                trainings.work(),
                "3d_fullres",
                Optional.empty(),
                RecipeName.NNUNET,
                Optional.of(trainings.candidateFile(4)),
                List.of("0"),
                new RunRequest.Schedule(OptionalDouble.of(30), OptionalInt.empty(), OptionalInt.empty()),
                new TrainingStart(Optional.empty(), OptionalInt.empty(), true),
                TinyTrainings.ENGINE,
                BatchRequest.UNSTATED,
                false);
    }

    /** Gives the command and stops it as soon as it trains. */
    private static void stop(TinyTrainings trainings) throws IOException {
        Path fold = fold(trainings.work());
        FoldRuns runs = new FoldRuns(
                request(trainings),
                Progress.silent(),
                () -> RunPlan.read(fold).asked().contains("lengthened"));
        assertThatThrownBy(runs::run)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
    }

    private static Path fold(Path work) throws IOException {
        try (Stream<Path> candidates = Files.list(work.resolve("runs"))) {
            return candidates.findFirst().orElseThrow().resolve("seed_0/fold_0");
        }
    }
}
