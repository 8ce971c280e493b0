package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.trial.TrialResult;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.ProcessLock;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.schedule.SuccessiveHalving;
import org.decathlete.search.store.Claim;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Looks at trainings of four epochs of two steps on a phantom. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HalfwayLookTest {
    @TempDir
    private static Path folder = Path.of(".");

    private TinyTrainings tiny = new TinyTrainings(folder);

    @BeforeAll
    void plan() {
        tiny = new TinyTrainings(folder);
        tiny.plan(6);
    }

    private TrialTraining training(Candidate candidate) {
        return training(candidate, new Budget.Epochs(4, 2));
    }

    private TrialTraining training(Candidate candidate, Budget whole) {
        return TrialTraining.open(
                tiny.work(),
                candidate,
                "0",
                List.of(),
                whole,
                new RunRequest.Engine("cpu", "fp32", 1, 0),
                Progress.silent(),
                () -> false);
    }

    private static SegmentationSpace space(Candidate candidate) {
        return SegmentationSpace.corrected(SpaceKind.HPO, candidate, MemoryBound.relativeTo(candidate, 20, 4));
    }

    private static boolean hasCheckpoint(Path trained) {
        return Files.exists(trained.resolve("checkpoint_final.safetensors"))
                || Files.exists(trained.resolve("checkpoint_latest.safetensors"));
    }

    private Path trained(Candidate candidate) throws IOException {
        try (Stream<Path> folders = Files.list(tiny.work().resolve("trials").resolve(candidate.id()))) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** Bit by bit, and whatever was forgotten is trained again. */
    @Test
    void aTrialThatWasLookedAtComesToTheSame() throws IOException {
        Candidate candidate = Candidate.read(tiny.candidateFile(4));
        TrialTraining training = training(candidate);
        List<Integer> looks = new ArrayList<>();
        assertThat(training.runUnless(
                        candidate,
                        0.75,
                        curve -> {
                            looks.add(curve.points().size());
                            return false;
                        },
                        () -> false))
                .isEmpty();
        assertThat(looks).hasSize(3).isSorted();
        TrialResult looked = training.run(candidate, 1, () -> false);
        Path trained = trained(candidate);
        assertThat(hasCheckpoint(trained)).isTrue();
        try (ProcessLock lock =
                ProcessLock.await(trained.resolveSibling("." + trained.getFileName() + ".lock"), 0, () -> false)) {
            assertThat(lock).isNotNull();
            assertThat(training.forget(candidate)).isZero();
            assertThat(hasCheckpoint(trained)).isTrue();
        }
        assertThat(training.forget(candidate)).isPositive();
        assertThat(hasCheckpoint(trained)).isFalse();
        assertThat(trained.resolve("metrics.jsonl")).isNotEmptyFile();
        assertThat(training.forget(candidate)).isZero();
        TrialResult whole = training.run(candidate, 1, () -> false);
        assertThat(whole.iterations()).isEqualTo(looked.iterations()).isEqualTo(8);
        assertThat(whole.caseDice()).isEqualTo(looked.caseDice());
        assertThat(whole.curve()).isEqualTo(looked.curve());
    }

    /** A study of which five trials ended, whose pseudo-Dice rose from one figure to another. */
    private static StoredStudy study(SegmentationSpace space, double half, double end) {
        StudySettings settings = StudySettings.of(
                space.space(),
                new SuccessiveHalving(new Levels(List.of(2.0, 4.0), 2), 8, 1),
                Objective.minimize(TrialEvaluator.LOSS));
        StoredStudy study = StudyStores.memory().open("study", settings);
        for (int i = 0; i < 5; i++) {
            study.tell(
                    study.ask("worker").orElseThrow(),
                    Outcome.of(Map.of(
                            TrialEvaluator.LOSS,
                            0.5,
                            TrialEvaluator.HALFWAY_SCORE,
                            half,
                            TrialEvaluator.END_SCORE,
                            end)));
        }
        return study;
    }

    @Test
    void endsWhatHasNoProspectAndLeavesTheOthers() {
        Candidate candidate = Candidate.read(tiny.candidateFile(6));
        TrialTraining training = training(candidate);
        SegmentationSpace space = space(candidate);
        StoredStudy demanding = study(space, 0.985, 0.99);
        Claim claim = demanding.ask("worker").orElseThrow();
        Optional<String> why =
                new HalfwayLook(demanding, training).hopeless(claim.trial(), candidate, 0.5, () -> false);
        assertThat(why)
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("pseudo-Dice 0.")
                        .endsWith("at half of the budget; less than 0.9850 has no prospect of the next level"));
        StoredStudy lenient = study(space, 0, 0);
        Claim other = lenient.ask("worker").orElseThrow();
        assertThat(new HalfwayLook(lenient, training).hopeless(other.trial(), candidate, 0.5, () -> false))
                .isEmpty();
    }

    /** Where the test cannot tell, nothing is trained for it. */
    @Test
    void doesNotInterruptWhereItCannotTell() {
        Candidate candidate = Candidate.read(tiny.candidateFile(8));
        TrialTraining training = training(candidate);
        SegmentationSpace space = space(candidate);
        StoredStudy young = StudyStores.memory()
                .open(
                        "study",
                        StudySettings.of(
                                space.space(),
                                new SuccessiveHalving(new Levels(List.of(2.0, 4.0), 2), 8, 1),
                                Objective.minimize(TrialEvaluator.LOSS)));
        Claim claim = young.ask("worker").orElseThrow();
        assertThat(new HalfwayLook(young, training).hopeless(claim.trial(), candidate, 0.5, () -> false))
                .isEmpty();
        assertThat(tiny.work().resolve("trials").resolve(candidate.id())).doesNotExist();
    }

    /** However demanding its peers are: its only epoch ends where its budget does. */
    @Test
    void leavesWhatHasNoScoreHalfway() {
        Candidate candidate = Candidate.read(tiny.candidateFile(10));
        TrialTraining training = training(candidate);
        StoredStudy demanding = study(space(candidate), 0.985, 0.99);
        Claim claim = demanding.ask("worker").orElseThrow();
        assertThat(new HalfwayLook(demanding, training).hopeless(claim.trial(), candidate, 0.25, () -> false))
                .isEmpty();
    }

    /** Twelve seconds, of which it has half; it is ended after about three of them. */
    @Test
    void endsWhatHasNoProspectByTheClock() {
        Candidate candidate = Candidate.read(tiny.candidateFile(12));
        TrialTraining training = training(candidate, new Budget.WallClock(12));
        StoredStudy demanding = study(space(candidate), 0.985, 0.99);
        Claim claim = demanding.ask("worker").orElseThrow();
        assertThat(new HalfwayLook(demanding, training).hopeless(claim.trial(), candidate, 0.5, () -> false))
                .isPresent();
        TrialResult ended = training.run(candidate, 0.2, () -> false);
        assertThat(ended.trainingSeconds()).isBetween(3.0, 5.9);
    }

    /** Whoever tells a training to stop is told so; the trial is given back. */
    @Test
    void aStopIsNoLook() {
        Candidate candidate = Candidate.read(tiny.candidateFile(14));
        TrialTraining training = training(candidate, new Budget.Epochs(100_000, 2));
        assertThatThrownBy(() -> training.runUnless(candidate, 0.5, curve -> false, () -> true))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
    }
}
