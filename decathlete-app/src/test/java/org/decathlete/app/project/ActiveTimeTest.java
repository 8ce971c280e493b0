package org.decathlete.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.decathlete.app.folds.FoldRuns;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunPlan;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActiveTimeTest {
    @TempDir
    private Path folder = Path.of(".");

    private static double seconds(Path work, String command) {
        return ActiveTime.during(work, command, ActiveTime::seconds);
    }

    private void leave(Path work, String command, double seconds) throws IOException {
        Path file = ActiveTime.file(work, command);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"format\":\"decathlete-active-time\",\"version\":1,\"seconds\":" + seconds + "}");
    }

    @Test
    void whatAKilledProcessOfTheCommandSpentCountsUntilTheCommandHasEnded() throws IOException {
        leave(folder, "a", 100);
        assertThat(seconds(folder, "b")).isLessThan(50);
        assertThat(seconds(folder, "a")).isBetween(100.0, 150.0);
        assertThat(seconds(folder, "a")).isLessThan(50);
    }

    @Test
    void aStoppedCommandRemembersAndAFailedOneDoesNot() throws IOException {
        leave(folder, "a", 100);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> end("a", ErrorKind.INTERRUPTED)).isInstanceOf(DecathleteException.class);
        }
        assertThatThrownBy(() -> end("a", ErrorKind.USAGE)).isInstanceOf(DecathleteException.class);
        assertThat(seconds(folder, "a")).isLessThan(50);
    }

    private void end(String command, ErrorKind kind) {
        ActiveTime.during(folder, command, time -> {
            assertThat(time.isResumed()).isTrue();
            assertThat(time.seconds()).isGreaterThan(100);
            throw new DecathleteException(kind, "ended");
        });
    }

    @Test
    void noWorkFolderIsMadeForIt() {
        Path nowhere = folder.resolve("nowhere");
        assertThat(seconds(nowhere, "a")).isLessThan(50);
        assertThat(nowhere).doesNotExist();
    }

    /** The first thing that a training writes is its plan. */
    @Test
    void aSecondRequestHasItsWholeBudget() throws IOException {
        TinyTrainings trainings = new TinyTrainings(folder);
        trainings.plan(6);
        trainings.train(4, false, "0", "1");
        trainings.project().ledger().finished("training", "of another request", 1e6);
        RunRequest request = new RunRequest(
                folder.resolve("dataset"),
                trainings.work(),
                new RunRequest.Schedule(OptionalDouble.of(300), OptionalInt.empty(), OptionalInt.empty()),
                Optional.empty(),
                RecipeName.NNUNET,
                new RunRequest.Engine("cpu", "fp32", 1, 1));
        assertThatThrownBy(() ->
                        new Pipeline(request, Progress.silent(), () -> plan(trainings.work(), 1) != null).run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        RunPlan plan = Objects.requireNonNull(plan(trainings.work(), 1));
        assertThat(plan.spentSeconds()).isLessThan(100);
        assertThat(((Budget.WallClock) plan.training()).seconds()).isGreaterThan(100);
    }

    @Test
    void pendingFoldsShareWhatFinishedOnesAndAKilledProcessLeft() throws IOException {
        TinyTrainings trainings = new TinyTrainings(folder);
        trainings.plan(6);
        TrainRequest request = new TrainRequest(
                trainings.work(),
                "3d_fullres",
                Optional.empty(),
                RecipeName.NNUNET,
                Optional.of(trainings.candidateFile(4)),
                List.of("0"),
                new RunRequest.Schedule(OptionalDouble.of(600), OptionalInt.empty(), OptionalInt.empty()),
                TrainingStart.FRESH,
                TinyTrainings.ENGINE,
                BatchRequest.UNSTATED,
                false);
        leave(trainings.work(), request.id(), 400);
        assertThatThrownBy(() ->
                        new FoldRuns(request, Progress.silent(), () -> plan(trainings.work(), 0) != null).run())
                .isInstanceOf(DecathleteException.class);
        RunPlan plan = Objects.requireNonNull(plan(trainings.work(), 0));
        assertThat(plan.spentSeconds()).isBetween(400.0, 500.0);
        assertThat(((Budget.WallClock) plan.training()).seconds()).isLessThan(200);
        assertThat(ActiveTime.file(trainings.work(), request.id())).exists();
    }

    private static @Nullable RunPlan plan(Path work, long seed) {
        Path runs = work.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return null;
        }
        try (Stream<Path> candidates = Files.list(runs)) {
            return candidates
                    .map(candidate -> candidate.resolve("seed_" + seed).resolve("fold_0"))
                    .filter(RunPlan::exists)
                    .map(RunPlan::read)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
