package org.decathlete.app.finals;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.decathlete.app.folds.FoldRuns;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.RecordingProgress;
import org.decathlete.app.project.Steps;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.reporting.TrainedReports;
import org.decathlete.app.study.Ending;
import org.decathlete.app.study.Search;
import org.decathlete.app.study.SearchPlan;
import org.decathlete.app.study.SearchRequest;
import org.decathlete.app.study.SearchResult;
import org.decathlete.app.study.Worker;
import org.decathlete.app.study.WorkerRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.checkpoint.FinishedTraining;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search of six trials that keeps two cases aside, and its finals. */
class SearchWithFinalsTest {
    @TempDir
    private Path folder = Path.of(".");

    private static Map<Path, FileTime> checkpoints(Path work) throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(work.resolve("finals"))) {
            for (Path file : files.filter(one -> one.endsWith("checkpoint_final.safetensors"))
                    .toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @Test
    void finalsGoOnAndAreMeasuredOnCasesThatNobodySaw() throws IOException {
        TinyTrainings tiny = TinyFinals.planned(folder);
        Path work = tiny.work();
        SearchRequest request = TinyFinals.search(work, tiny.candidateFile(4));
        Path shipped = shipped(request);
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new SearchWithFinals(
                                request,
                                TinyFinals.FINALS,
                                new RecordingProgress(said),
                                () -> said.stream().anyMatch(line -> line.startsWith("finals: 2 of 2")))
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        assertThat(said)
                .anyMatch(line -> line.contains("2 cases to choose by and 2 kept aside")
                        && line.contains(
                                "the default and up to 1 others are trained for 3 epochs of 2 iterations each"))
                .anyMatch(line -> line.contains("4 cases to learn from and 2 to judge on, 2 kept aside"));
        Map<Path, FileTime> before = checkpoints(work);
        assertThat(before).isNotEmpty();

        said.clear();
        SearchResult result =
                new SearchWithFinals(request, TinyFinals.FINALS, new RecordingProgress(said), () -> false).run();
        assertThat(result.evaluated()).isZero();
        assertThat(said).noneMatch(line -> line.startsWith("trial "));
        Map<Path, FileTime> after = checkpoints(work);
        assertThat(after).containsAllEntriesOf(before).hasSize(2);
        FinalsSummary finals = requireNonNull(result.finals());
        assertThat(finals.rows())
                .hasSize(3)
                .extracting(FinalsSummary.Row::name)
                .contains("default")
                .anyMatch(name -> name.contains(" with "));
        assertThat(finals.rows())
                .extracting(FinalsSummary.Row::selectionDice)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(Files.readString(Path.of(result.report()))).contains("The finals of the search");
        // What the model was made of is where it was, and the report tells of it.
        assertThat(Files.readString(shipped)).contains("2 iterations");
        try (Stream<Path> trained = Files.list(shipped.resolveSibling("..").normalize())) {
            assertThat(trained.filter(Files::isDirectory)).containsExactly(shipped.getParent());
        }
        TrainedReports.again(work, 1, Progress.silent());

        Split split = SplitsFile.read(work.resolve("splits_final.json")).get(0);
        List<String> halves = new ArrayList<>(finals.selectionCases());
        halves.addAll(finals.heldBackCases());
        assertThat(halves).containsExactlyInAnyOrderElementsOf(split.validation());
        assertThat(trials(request))
                .hasSize(result.trials())
                .allSatisfy(
                        trial -> assertThat(trial.outcome().scores().keySet()).isSubsetOf(finals.selectionCases()));
        for (Path checkpoint : after.keySet()) {
            assertThat(FinishedTraining.read(checkpoint).split().train())
                    .doesNotContainAnyElementsOf(split.validation());
        }

        // A counted search has an end, and so have its finals.
        SearchResult again = new SearchWithFinals(request, TinyFinals.FINALS, Progress.silent(), () -> false).run();
        assertThat(again.evaluated()).isZero();
        assertThat(again.finals()).isEqualTo(finals);
        assertThat(checkpoints(work)).isEqualTo(after);
        workersAgree(request);
    }

    /** Trains the candidate that is searched around, with the seed of the finals, and ships it; returns its plan. */
    private static Path shipped(SearchRequest request) throws IOException {
        TrainRequest usual = request.training();
        new FoldRuns(
                        new TrainRequest(
                                usual.work(),
                                usual.configuration(),
                                usual.preset(),
                                usual.recipe(),
                                usual.candidate(),
                                usual.folds(),
                                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(2)),
                                TrainingStart.FRESH,
                                usual.engine(),
                                usual.batch(),
                                false),
                        Progress.silent(),
                        () -> false)
                .run();
        try (Stream<Path> files = Files.walk(request.work().resolve("runs"))) {
            return files.filter(file -> file.endsWith("run.json")).findFirst().orElseThrow();
        }
    }

    private List<Trial> trials(SearchRequest request) {
        try (StudyStore store = StudyStores.open(request.store())) {
            StoredStudy study = store.open(request.study());
            SearchPlan plan = SearchPlan.of(study.name(), study.settings());
            assertThat(plan.heldBack()).hasSize(2);
            return study.trials();
        }
    }

    /** Another work folder of the same dataset has the same cases to keep aside, as long as its folds are the same. */
    private void workersAgree(SearchRequest request) {
        Path elsewhere = folder.resolve("elsewhere");
        Steps.plan(PlanRequest.of(folder.resolve("dataset"), elsewhere), 1, Progress.silent());
        WorkerRequest help = new WorkerRequest(
                elsewhere,
                request.store(),
                Optional.of(request.study()),
                OptionalDouble.empty(),
                new RunRequest.Engine("cpu", "fp32", 1, 0));
        assertThatThrownBy(() -> Worker.run(help, Progress.silent(), () -> false))
                .hasMessageContaining("holds other cases, or other folds of them");
        TinyFinals.halve(elsewhere);
        assertThat(Worker.run(help, Progress.silent(), () -> false).ending()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void aStudyThatKeepsOtherCasesAsideIsRefusedInPlainWords() {
        TinyTrainings tiny = TinyFinals.planned(folder);
        SearchRequest aside = TinyFinals.search(tiny.work(), tiny.candidateFile(4));
        agree(named(aside, "aside", true), named(aside, "aside", false), "it keeps 2 cases aside for finals");
        agree(named(aside, "all", false), named(aside, "all", true), "it keeps no cases aside");
    }

    private static void agree(SearchRequest first, SearchRequest then, String why) {
        new Search(first, Progress.silent(), () -> false).prepare();
        assertThatThrownBy(() -> new Search(then, Progress.silent(), () -> false).prepare())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining(why)
                .hasMessageNotContaining("the cases or their folds");
    }

    private static SearchRequest named(SearchRequest usual, String name, boolean nested) {
        return new SearchRequest(
                usual.training(),
                usual.space(),
                usual.mode(),
                usual.cost(),
                usual.seconds(),
                usual.trials(),
                usual.eta(),
                usual.store(),
                Optional.of(name),
                nested,
                usual.economy(),
                usual.raceFolds());
    }

    @Test
    void tooFewCasesAreRefusedBeforeAnythingIsTrained() {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(6);
        SearchRequest request = TinyFinals.search(tiny.work(), tiny.candidateFile(4));
        assertThatThrownBy(() -> new SearchWithFinals(request, TinyFinals.FINALS, Progress.silent(), () -> false).run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("fold 0 has 2 validation cases");
        assertThat(tiny.work().resolve("trials")).doesNotExist();
        assertThat(request.study()).isEqualTo("hpo-nested");
    }
}
