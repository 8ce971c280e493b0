package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Steps;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.store.StudyStore;
import org.decathlete.search.store.StudyStores;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches on a phantom, with trainings that take a blink. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    @TempDir
    private static Path folder = Path.of(".");

    private TinyTrainings tiny = new TinyTrainings(folder);
    private Path candidate = Path.of("");

    @BeforeAll
    void plan() {
        // The folder was not there yet when this was made.
        tiny = new TinyTrainings(folder);
        tiny.plan(6);
        candidate = tiny.candidateFile(4);
    }

    /** Whether something that begins like this was said. */
    private static BooleanSupplier begun(List<String> said, String line) {
        return () -> said.stream().anyMatch(one -> one.startsWith(line));
    }

    private List<Trial> trials(String name) {
        try (StudyStore store = StudyStores.open(tiny.work().resolve("study.db").toString())) {
            return store.open(name).trials();
        }
    }

    @Test
    void whatIsStoppedGoesOnAndWorkersHelp() throws IOException {
        SearchRequest request = TinySearches.counted(tiny.work(), candidate, Optional.of("helped"));
        List<String> said = new CopyOnWriteArrayList<>();
        Search stopped = new Search(
                request, new RecordingStages(said), begun(said, "trial 2, level 1 of 2 (2 epochs), best Dice so far"));
        assertThatThrownBy(stopped::run)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        assertThat(said)
                .anyMatch(line -> line.contains("2 trials at 2 epochs, 1 at 4 epochs"))
                .anyMatch(line -> line.contains("fold 0, 4 cases to learn from and 2 to judge on"));
        List<Trial> before = trials("helped");
        assertThat(before).hasSize(3);
        assertThat(before.get(0).origin()).isEqualTo(Origin.GIVEN);
        assertThat(before.get(1).origin()).isNotEqualTo(Origin.PORTFOLIO);
        assertThat(before.get(2).origin()).isEqualTo(Origin.PORTFOLIO);
        assertThat(before.get(2).state()).isEqualTo(TrialState.RUNNING);
        // Two begin, and the portfolio is half of them; the recipe is nnU-Net's, with SGD.
        assertThat(said)
                .contains(
                        "search: portfolio of 1 published incumbents of other datasets",
                        "search: portfolio: D01 (hpo)");

        // Another work folder of the same dataset, as on another machine.
        Path elsewhere = folder.resolve("elsewhere");
        Steps.plan(PlanRequest.of(folder.resolve("dataset"), elsewhere), 1, Progress.silent());
        WorkerRequest help = new WorkerRequest(
                elsewhere,
                request.store(),
                Optional.of("helped"),
                OptionalDouble.empty(),
                new RunRequest.Engine("cpu", "fp32", 1, 99));
        Worker.Outcome helped = Worker.run(help, Progress.silent(), () -> false);
        assertThat(helped).isEqualTo(new Worker.Outcome("helped", Ending.FINISHED, TinySearches.TRIALS - 2));
        assertThat(trials("helped").subList(0, 2)).isEqualTo(before.subList(0, 2));

        SearchResult result = new Search(request, Progress.silent(), () -> false).run();
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(result.evaluated()).isZero();
        assertThat(result.trials()).isEqualTo(TinySearches.TRIALS);
        assertThat(result.objectives()).containsExactly("loss", "runtime");
        assertThat(result.standard()).isNotNull();
        assertThat(result.front()).isNotEmpty();
        assertThat(Files.readString(Path.of(result.report())))
                .contains("What the search found", "What it was started with", "D01 (hpo)");
        try (StudyStore store = StudyStores.open(request.store())) {
            StudyOverview overview = StudyOverview.of(store.open("helped"));
            assertThat(overview.trials().get(1).source()).isNull();
            assertThat(overview.trials().get(2).source()).isEqualTo("D01 (hpo)");
        }
    }

    /**
     * With a candidate of its own, as the next ones: what another search has trained is not trained again. The lowest level has one trial that is not promoted; the
     * others were, or are at the highest budget.
     */
    @Test
    void checkpointsOfThoseThatLostAreRemovedAndTheirMetricsStay() throws IOException {
        SearchRequest request = TinySearches.saving(
                tiny.work(),
                tiny.candidateFile(8),
                "clean",
                OptionalInt.of(2),
                new Economy(Optional.of(false), Optional.empty()));
        List<String> said = new CopyOnWriteArrayList<>();
        new Search(request, new RecordingStages(said), () -> false).run();
        assertThat(said).anyMatch(line -> line.startsWith("search: removed "));
        List<Trial> trials = trials("clean");
        Set<Configuration> kept = new HashSet<>();
        trials.stream().filter(trial -> trial.level() == 1).forEach(trial -> kept.add(trial.configuration()));
        assertThat(trials.stream().map(Trial::configuration).distinct()).hasSize(kept.size() + 1);
        try (StudyStore store = StudyStores.open(request.store())) {
            SearchStudy study = SearchStudy.of(store.open("clean"), () -> {
                throw new AssertionError("nothing is planned anew");
            });
            for (Trial trial : trials) {
                List<Path> files = files(study.candidate(trial).id());
                assertThat(files.stream().anyMatch(file -> file.toString().endsWith(".safetensors")))
                        .isEqualTo(kept.contains(trial.configuration()));
                assertThat(files).anyMatch(file -> file.endsWith("metrics.jsonl"));
            }
        }
    }

    private List<Path> files(String candidateId) throws IOException {
        try (Stream<Path> files = Files.walk(tiny.work().resolve("trials").resolve(candidateId))) {
            return files.toList();
        }
    }

    /** How much four epochs of two steps on a phantom learn is no matter; what follows from their curve is. */
    @Test
    void theDefaultsCurveSaysWhereBracketsBegin() {
        SearchRequest request = TinySearches.saving(
                tiny.work(), tiny.candidateFile(10), "informed", OptionalInt.empty(), Economy.USUAL);
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new Search(request, new RecordingStages(said), begun(said, "trial 1,")).run())
                .hasMessageContaining("run the same command again");
        List<Trial> trials = trials("informed");
        Double half = trials.get(0).outcome().values().get(TrialEvaluator.HALF_SCORE_BUDGET);
        if (half == null) {
            assertThat(trials.get(1).level()).isZero();
            return;
        }
        assertThat(half).isBetween(1.0, 4.0);
        assertThat(trials.get(1).budget()).isEqualTo(half <= 1 ? 1 : half <= 2 ? 2 : 4);
        assertThat(said).anyMatch(line -> line.startsWith("search: the default had half of its pseudo-Dice after "));
    }

    @Test
    void whatWasSaidOfSavingMustNotChange() {
        SearchRequest request =
                TinySearches.saving(tiny.work(), tiny.candidateFile(12), "saving", OptionalInt.of(2), Economy.USUAL);
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new Search(request, new RecordingStages(said), begun(said, "trial 0,")).run())
                .hasMessageContaining("run the same command again");
        Economy other = new Economy(Optional.of(false), Optional.of(false));
        SearchRequest changed =
                TinySearches.saving(tiny.work(), tiny.candidateFile(12), "saving", OptionalInt.of(2), other);
        assertThatThrownBy(() -> new Search(changed, Progress.silent(), () -> false).run())
                .hasMessageContainingAll("portfolio true, not false", "ending hopeless trials true, not false");
    }

    @Test
    void theClockEndsASearchAndItGoesOn() {
        SearchRequest request = TinySearches.timed(tiny.work(), candidate, 9);
        long began = System.nanoTime();
        SearchResult first = new Search(request, Progress.silent(), () -> false).run();
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(14);
        assertThat(first.ending()).isEqualTo(Ending.OUT_OF_TIME);
        assertThat(first.evaluated()).isPositive();
        // Two seconds by the clock, of which a step more or less is a matter of chance.
        assertThat(first.standard()).isNotNull();
        assertThat(Objects.requireNonNull(first.standard()).values().get("runtime"))
                .isBetween(1.5, 3.0);
        List<Trial> before = trials("timed");
        try (StudyStore store = StudyStores.open(request.store())) {
            assertThat(store.open("timed").stopped()).isTrue();
        }

        List<String> said = new CopyOnWriteArrayList<>();
        SearchResult second = new Search(request, new RecordingStages(said), () -> false).run();
        assertThat(second.evaluated()).isPositive();
        assertThat(second.trials()).isGreaterThan(first.trials());
        assertThat(said).anyMatch(line -> line.contains(first.trials() + " trials are there, and it goes on"));
        // What the first command left running was the first that the second took.
        assertThat(trials("timed").get(before.size() - 1).state()).isNotEqualTo(TrialState.RUNNING);
        assertThat(second.objectives()).containsExactly("loss", "multiply_adds_per_voxel");
    }

    @Test
    void anotherSearchOrOtherDataAreRefused() {
        SearchRequest request = TinySearches.counted(tiny.work(), candidate, Optional.of("one"));
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new Search(request, new RecordingStages(said), begun(said, "trial 0,")).run())
                .hasMessageContaining("run the same command again");
        SearchRequest other = TinySearches.counted(tiny.work(), tiny.candidateFile(6), Optional.of("one"));
        assertThatThrownBy(() -> new Search(other, Progress.silent(), () -> false).run())
                .hasMessageContainingAll("study one is there and is another search", "candidate", "another --name");

        TinyTrainings strange = new TinyTrainings(folder.resolve("strange"));
        strange.plan(5);
        WorkerRequest stranger = new WorkerRequest(
                strange.work(),
                request.store(),
                Optional.of("one"),
                OptionalDouble.empty(),
                new RunRequest.Engine("cpu", "fp32", 1, 0));
        assertThatThrownBy(() -> Worker.run(stranger, Progress.silent(), () -> false))
                .hasMessageContaining("holds other cases");
        assertThatThrownBy(() -> Worker.run(
                        new WorkerRequest(
                                strange.work(),
                                request.store(),
                                Optional.of("none"),
                                OptionalDouble.empty(),
                                stranger.engine()),
                        Progress.silent(),
                        () -> false))
                .hasMessageContaining("--name none");
    }

    @Test
    void aGainIsCountedOnCommonCases() {
        Trial better = trial(Map.of("a", 0.9, "b", 0.8, "c", 0.7));
        Trial base = trial(Map.of("a", 0.8, "b", 0.9, "d", 0.1));
        Gain gain = Gain.of(better, base).orElseThrow();
        assertThat(gain.cases()).isEqualTo(2);
        assertThat(gain.meanDifference()).isCloseTo(0, within(1e-12));
        assertThat(gain.better()).isEqualTo(1);
        assertThat(gain.worse()).isEqualTo(1);
        assertThat(gain.p()).isEqualTo(1);
        assertThat(Gain.of(better, trial(Map.of("z", 1.0)))).isEmpty();
    }

    private static Trial trial(Map<String, Double> scores) {
        return Trial.running(0, Configuration.of(Map.of()), Origin.PRIOR, 0, 0, 1, null)
                .ended(Outcome.of("loss", 0.1).withScores(scores));
    }
}
