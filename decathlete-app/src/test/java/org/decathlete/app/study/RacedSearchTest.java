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
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Steps;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches on several folds of a phantom of six cases: two are in the validation of the first fold, one in that of each other. */
class RacedSearchTest {
    @TempDir
    private Path folder = Path.of(".");

    private TinyTrainings tiny = new TinyTrainings(folder);

    @BeforeEach
    void plan() {
        tiny = new TinyTrainings(folder);
        tiny.plan(6);
    }

    private static List<String> told(SearchRequest request) {
        List<String> told = new ArrayList<>();
        try (StudyStore store = StudyStores.open(request.store())) {
            for (Trial trial : store.open(request.study()).trials()) {
                told.add(trial.configuration().json() + " " + trial.parent() + " " + trial.state() + " "
                        + trial.outcome().values().get(TrialEvaluator.LOSS) + " "
                        + trial.outcome().scores());
            }
        }
        return told;
    }

    /** Between the folds of the default, which ends there with its checkpoint; a worker that has neither trains both from their beginning. */
    @Test
    void whatIsStoppedOnItsSecondFoldEndsAsIfItHadNotBeen() {
        SearchRequest request = TinySearches.raced(tiny.work(), tiny.candidateFile(4), "raced");
        List<String> said = new CopyOnWriteArrayList<>();
        Search stopped = new Search(
                request,
                new RecordingStages(said),
                () -> said.stream().anyMatch(line -> line.startsWith("trial 0,") && line.endsWith(", on fold 1")));
        assertThatThrownBy(stopped::run)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        assertThat(said)
                .anyMatch(line -> line.contains("the default for 4 epochs on 2 folds")
                        && line.contains("2 trials at 2 epochs, 1 at 4 epochs on 2 folds"))
                .anyMatch(line -> line.contains("fold 0, 4 cases to learn from and 2 to judge on; fold 1, 5 cases"))
                .anyMatch(line -> line.startsWith("trial 0, level 2 of 2 (4 epochs, 2 folds)"));
        new Search(request, Progress.silent(), () -> false).run();

        Path elsewhere = folder.resolve("elsewhere");
        Steps.plan(PlanRequest.of(folder.resolve("dataset"), elsewhere), 1, Progress.silent());
        SearchRequest other = TinySearches.raced(elsewhere, tiny.candidateFile(4), "raced");
        new Search(other, Progress.silent(), () -> false).prepare();
        WorkerRequest help = new WorkerRequest(
                elsewhere,
                other.store(),
                Optional.empty(),
                OptionalDouble.empty(),
                new RunRequest.Engine("cpu", "fp32", 1, 0));
        assertThat(Worker.run(help, Progress.silent(), () -> false).ending()).isEqualTo(Ending.FINISHED);
        assertThat(told(request)).hasSize(TinySearches.TRIALS).isEqualTo(told(other));

        // One whose second fold is another is refused.
        List<Split> splits = new ArrayList<>(SplitsFile.read(elsewhere.resolve("splits_final.json")));
        splits.add(splits.remove(1));
        SplitsFile.write(elsewhere.resolve("splits_final.json"), splits);
        assertThatThrownBy(() -> Worker.run(help, Progress.silent(), () -> false))
                .hasMessageContaining("holds other cases, or other folds");
    }

    /**
     * The default, four that begin and the first of two that go on, all of which somebody else says to have been perfect on the six cases of the first
     * fold. The second, which is really trained, is not: the one comparison that is made there has a probability of 1 / 64.
     */
    @Test
    void whoIsBeatenOnTheFirstFoldIsNotTrainedOnTheSecond() throws IOException {
        TinyTrainings twelve = new TinyTrainings(folder.resolve("twelve"));
        twelve.plan(12);
        Path splits = twelve.work().resolve("splits_final.json");
        List<String> cases = Stream.concat(
                        SplitsFile.read(splits).get(0).train().stream(),
                        SplitsFile.read(splits).get(0).validation().stream())
                .toList();
        Split first = new Split(cases.subList(6, 12), cases.subList(0, 6));
        SplitsFile.write(splits, List.of(first, new Split(first.validation(), first.train())));
        SearchRequest request = TinySearches.raced(twelve.work(), twelve.candidateFile(4), "beaten", 1);
        new Search(request, Progress.silent(), () -> false).prepare();
        Map<String, Double> perfect = new TreeMap<>();
        first.validation().forEach(id -> perfect.put(id, 1.0));
        try (StudyStore store = StudyStores.open(request.store())) {
            StoredStudy study = store.open("beaten");
            for (int id = 0; id < 6; id++) {
                study.tell(
                        study.ask("somebody").orElseThrow(),
                        Outcome.of(TrialEvaluator.LOSS, 0.5).withScores(perfect));
            }
        }
        List<String> said = new CopyOnWriteArrayList<>();
        Search search = new Search(
                request,
                new RecordingStages(said),
                () -> said.stream().anyMatch(line -> line.contains(": stopped (after 1 of 2")));
        assertThatThrownBy(search::run).hasMessageContaining("run the same command again");
        assertThat(said)
                .anyMatch(line -> line.startsWith("trial 6, level 2 of 3 (2 epochs, 2 folds)"))
                .noneMatch(line -> line.endsWith(", on fold 1"));
        try (StudyStore store = StudyStores.open(request.store())) {
            StoredStudy study = store.open("beaten");
            assertThat(study.trials()).hasSize(7);
            Trial beaten = study.trials().get(6);
            assertThat(beaten.beaten()).isTrue();
            assertThat(beaten.outcome().scores()).hasSize(6);
            assertThat(beaten.outcome().message()).contains("below trial 5", "the mean of 6 cases (p = 0.0156");
            Candidate candidate = SearchStudy.of(study, () -> {
                        throw new AssertionError("nothing is planned anew");
                    })
                    .candidate(beaten);
            // Nobody goes on from there.
            assertThat(files(twelve, candidate)).anyMatch(file -> file.endsWith("metrics.jsonl"));
            assertThat(files(twelve, candidate))
                    .noneMatch(file -> file.toString().endsWith(".safetensors"));
        }
    }

    private static List<Path> files(TinyTrainings trainings, Candidate candidate) throws IOException {
        try (Stream<Path> files = Files.walk(trainings.work().resolve("trials").resolve(candidate.id()))) {
            return files.toList();
        }
    }

    private TrialTraining training(Candidate candidate, String fold, List<String> aside) {
        return TrialTraining.open(
                tiny.work(),
                candidate,
                fold,
                aside,
                new Budget.Epochs(2, 1),
                new RunRequest.Engine("cpu", "fp32", 1, 0),
                Progress.silent(),
                () -> false);
    }

    @Test
    void whatIsKeptAsideIsInNoFoldAndWhatIsForgottenOnNone() throws IOException {
        Candidate candidate = Candidate.read(tiny.candidateFile(4));
        String aside = training(candidate, "0", List.of()).judged().get(0);
        TrialFolds folds = TrialFolds.following(training(candidate, "0", List.of(aside)), 3);
        assertThat(folds.further()).containsExactly("1", "2");
        assertThat(folds.cases())
                .isEqualTo("fold 0, 4 cases to learn from and 1 to judge on, 1 kept aside;"
                        + " fold 1, 4 cases to learn from and 1 to judge on, 1 kept aside;"
                        + " fold 2, 4 cases to learn from and 1 to judge on, 1 kept aside");
        assertThat(folds.trainings()).noneMatch(training -> training.judged().contains(aside));
        TrialFolds all = TrialFolds.following(training(candidate, "0", List.of()), 3);
        assertThat(all.data()).isNotEqualTo(folds.data());
        TrialTraining alone = training(candidate, "1", List.of());
        assertThat(TrialFolds.following(alone, 1).data()).isEqualTo(alone.data());

        folds.trainings().get(0).run(candidate, 0.5, () -> false);
        folds.trainings().get(2).run(candidate, 0.5, () -> false);
        assertThat(checkpoints(candidate)).isEqualTo(2);
        assertThat(folds.within(new Budget.Epochs(4, 1)).forget(candidate)).isZero();
        assertThat(folds.forget(candidate)).isPositive();
        assertThat(checkpoints(candidate)).isZero();
    }

    private long checkpoints(Candidate candidate) throws IOException {
        return files(tiny, candidate).stream()
                .filter(file -> file.toString().endsWith(".safetensors"))
                .map(Path::getParent)
                .distinct()
                .count();
    }

    @Test
    void foldsFollowInACircleAndShareNoCase() {
        Candidate candidate = Candidate.read(tiny.candidateFile(4));
        TrialTraining last = training(candidate, "4", List.of());
        assertThat(TrialFolds.following(last, 3).further()).containsExactly("0", "1");
        assertThat(TrialFolds.following(last, 5).further()).containsExactly("0", "1", "2", "3");
        refused(last, 6, "at most 5");
        refused(training(candidate, "7", List.of()), 2, "--fold 7");
        refused(training(candidate, "all", List.of()), 2, "--fold all");
        Path file = tiny.work().resolve("splits_final.json");
        List<Split> splits = new ArrayList<>(SplitsFile.read(file));
        splits.set(1, splits.get(0));
        SplitsFile.write(file, splits);
        assertThat(TrialFolds.following(last, 2).further()).containsExactly("0");
        refused(last, 3, splits.get(0).validation().get(0));
    }

    private static void refused(TrialTraining first, int count, String why) {
        assertThatThrownBy(() -> TrialFolds.following(first, count))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContainingAll("--race-folds " + count, why);
    }
}
