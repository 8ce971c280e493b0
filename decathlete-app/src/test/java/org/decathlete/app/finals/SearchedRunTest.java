package org.decathlete.app.finals;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.pipeline.Pipeline;
import org.decathlete.app.project.RecordingProgress;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.selection.SelectionReports;
import org.decathlete.app.study.Search;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that divide less than a minute, or nothing. */
class SearchedRunTest {
    private static final double SECONDS = 45;

    /** Trials of two seconds, and finals of one or more. */
    private static final SearchedRun.Lengths BLINK = lengths(Search::prepare);

    private static SearchedRun.Lengths lengths(Consumer<Search> preparing) {
        TrialBudgetRequest trials = new TrialBudgetRequest(
                OptionalDouble.of(2),
                OptionalDouble.of(1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
        return new SearchedRun.Lengths(trials, 1, preparing);
    }

    @TempDir
    private Path folder = Path.of(".");

    /** Ends a run that has searched and decided nothing, with the time that it had spent remembered as after a kill. */
    private record Killed(List<String> lines) implements Progress {
        @Override
        public Stage start(String name, long total) {
            return Progress.silent().start(name, total);
        }

        @Override
        public void say(String line) {
            lines.add(line);
            if (line.contains("which is enough for")) {
                throw new DecathleteException(ErrorKind.INTERRUPTED, "killed");
            }
        }
    }

    private RunRequest request(RunRequest.Schedule schedule) {
        return new RunRequest(
                folder.resolve("dataset"),
                folder.resolve("work"),
                schedule,
                Optional.empty(),
                RecipeName.ACCELERATED,
                new RunRequest.Engine("cpu", "fp32", 1, 0));
    }

    private static RunRequest.Schedule seconds(double seconds) {
        return new RunRequest.Schedule(OptionalDouble.of(seconds), OptionalInt.empty(), OptionalInt.empty());
    }

    @Test
    void dividesItsTimeAndShipsWhatIsBestWhereItChooses() throws IOException {
        TinyFinals.planned(folder);
        List<String> said = new CopyOnWriteArrayList<>();
        RunSearch hpo = new RunSearch(Optional.of(SpaceKind.HPO), false);
        long began = System.nanoTime();
        assertThatThrownBy(() -> new SearchedRun(
                                request(seconds(SECONDS)),
                                hpo,
                                BLINK,
                                new RecordingProgress(said),
                                () -> said.stream().anyMatch(line -> line.startsWith("trial 1, ")))
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        // There is a model, and what it was made of stays as it is.
        assertThat(folder.resolve("work/model/model.json")).exists();
        Path standardCheckpoint = checkpoint();
        FileTime trained = Files.getLastModifiedTime(standardCheckpoint);
        // Killed when the search has ended and nothing is decided yet.
        assertThatThrownBy(() ->
                        new SearchedRun(request(seconds(SECONDS)), hpo, BLINK, new Killed(said), () -> false).run())
                .isInstanceOf(DecathleteException.class)
                .hasMessage("killed");
        assertThat(said).anyMatch(line -> line.contains("trials are there, and it goes on"));
        int before = said.size();
        RunOutcome outcome =
                new SearchedRun(request(seconds(SECONDS)), hpo, BLINK, new RecordingProgress(said), () -> false).run();
        double took = (System.nanoTime() - began) / 1e9;
        assertThat(said.subList(before, said.size())).noneMatch(line -> line.startsWith("search: "));
        assertThat(Files.getLastModifiedTime(standardCheckpoint)).isEqualTo(trained);
        // A machine under load is slow to judge, which was measured when it may have had none.
        assertThat(took).isBetween(0.5 * SECONDS, 1.4 * SECONDS);

        String announced = said.stream()
                .filter(line -> line.startsWith("run: ") && line.contains("in all"))
                .findFirst()
                .orElseThrow();
        assertThat(announced).contains("45 s in all", "are searched", "2 kept aside");
        assertThat(indexOf(said, announced)).isLessThan(indexOf(said, "training fold 0"));
        // What keeps the study from being made is known before anything is trained.
        assertThat(said.subList(0, indexOf(said, "training fold 0")))
                .anyMatch(line -> line.startsWith("search: ") && line.contains("for trials, of which judging takes"));
        assertThat(indexOf(said, "training fold 0")).isLessThan(indexOf(said, "search: study run-"));
        assertThat(indexOf(said, "search: study run-")).isLessThan(indexOf(said, "finals: 1 of "));

        FinalsSummary finals = requireNonNull(outcome.finals());
        double standard = requireNonNull(finals.rows().stream()
                .filter(row -> row.name().equals("default"))
                .findFirst()
                .orElseThrow()
                .selectionDice());
        assertThat(finals.chosen().selectionDice()).isGreaterThanOrEqualTo(standard);
        assertThat(outcome.validationCases()).isEqualTo(2);
        assertThat(outcome.meanForegroundDice()).isEqualTo(finals.chosen().heldBackDice());
        assertThat(outcome.selectionDice()).isEqualTo(finals.chosen().selectionDice());
        assertThat(String.join(" + ", outcome.members()))
                .isEqualTo(finals.chosen().model());
        assertThat(outcome.seconds()).containsKey("search");
        assertThat(said).anyMatch(line -> line.contains(" on the 2 cases that chose the model, "));
        Path work = folder.resolve("work");
        // Written last whenever a model is shipped, be it one or several joined.
        Path selection = work.resolve("selection.json");
        FileTime shipped = Files.getLastModifiedTime(selection);
        assertThat(Json.read(selection).path("contenders"))
                .hasSize(finals.rows().size());

        Path plan = plan();
        assertThat(FinalsPlan.find(requireNonNull(plan.getParent()))
                        .orElseThrow()
                        .done())
                .isTrue();
        RunOutcome again = new SearchedRun(request(seconds(SECONDS)), hpo, BLINK, Progress.silent(), () -> false).run();
        assertThat(again.finals()).isEqualTo(finals);
        assertThat(again.meanForegroundDice()).isEqualTo(outcome.meanForegroundDice());
        assertThat(Files.getLastModifiedTime(selection)).isEqualTo(shipped);
        Files.delete(Path.of(again.report()));
        SelectionReports.again(work, 1, Progress.silent());
        assertThat(Files.readString(Path.of(again.report())))
                .contains("The finals of the search", finals.heldBackCases().get(0), "were kept aside");
    }

    /** Of the only training that may be shipped so far. */
    private Path checkpoint() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("work/runs"))) {
            List<Path> found = files.filter(file -> file.endsWith("checkpoint_final.safetensors"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private Path plan() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("work/finals"))) {
            return files.filter(file -> file.endsWith("plan.json")).findFirst().orElseThrow();
        }
    }

    private static int indexOf(List<String> said, String beginning) {
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError("nobody said " + beginning + " in " + said);
    }

    @Test
    void withoutASearchItIsTheRunThatItAlwaysWas() throws IOException {
        new TinyTrainings(folder).plan(6);
        RunRequest counted =
                request(new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(4)));
        RunOutcome outcome = new SearchedRun(counted, RunSearch.AUTO, Progress.silent(), () -> false).run();
        assertThat(outcome.finals()).isNull();
        assertThat(outcome.fold()).isEqualTo("0");
        try (Stream<Path> files = Files.list(folder.resolve("work"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .contains("model", "report.html")
                    .doesNotContain("finals", "study.db", "trials", "selection.json");
        }
    }

    @Test
    void whatCannotBeSearchedIsTrainedInsteadUnlessASearchWasAskedFor() throws IOException {
        new TinyTrainings(folder).plan(6);
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new SearchedRun(
                                request(seconds(7200)),
                                RunSearch.AUTO,
                                new RecordingProgress(said),
                                () -> said.stream().anyMatch(line -> line.startsWith("training fold 0")))
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        assertThat(said)
                .anyMatch(line -> line.startsWith(
                        "run: nothing is searched, and all the time goes to one training: fold 0 has 2"));
        try (Stream<Path> files = Files.walk(folder.resolve("work/runs"))) {
            Path plan =
                    files.filter(file -> file.endsWith("run.json")).findFirst().orElseThrow();
            assertThat(Json.read(plan)
                            .path("plan")
                            .path("training")
                            .path("seconds")
                            .asDouble())
                    .isBetween(7000.0, 7200.0);
        }
        assertThatThrownBy(() -> new SearchedRun(
                                request(seconds(7200)), RunSearch.parse("hpo"), Progress.silent(), () -> false)
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("fold 0 has 2 validation cases");
    }

    @Test
    void whereMemoryHoldsNoSearchOneTrainingGetsAllTheTimeAndKeepsIt() throws IOException {
        TinyFinals.planned(folder);
        SearchedRun.Lengths noMemory = lengths(search -> {
            throw new DecathleteException(ErrorKind.RESOURCE, "a search needs 9 GiB");
        });
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new SearchedRun(
                                request(seconds(7200)),
                                RunSearch.parse("hpo"),
                                noMemory,
                                new RecordingProgress(said),
                                () -> false)
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE));
        assertThat(folder.resolve("work/runs")).doesNotExist();
        assertThat(untilTraining(noMemory, 7200))
                .anyMatch(line -> line.equals(
                        "run: nothing is searched, and all the time goes to one training: a search" + " needs 9 GiB"));
        // By now there is memory and time, but it has begun.
        assertThat(untilTraining(BLINK, 7200))
                .anyMatch(line -> line.endsWith("goes to one training: a search needs 9 GiB"))
                .noneMatch(line -> line.startsWith("search: "));
    }

    @Test
    void aTrainingThatAnEarlierVersionBeganGoesOn() throws IOException {
        TinyFinals.planned(folder);
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new Pipeline(
                                request(seconds(7200)),
                                new RecordingProgress(said),
                                () -> said.stream().anyMatch(line -> line.startsWith("training fold 0")))
                        .run())
                .isInstanceOf(DecathleteException.class);
        assertThat(untilTraining(BLINK, 7200))
                .anyMatch(line -> line.endsWith("one training: it was begun before, and goes on"))
                .noneMatch(line -> line.contains("the earlier one is kept in"));
    }

    /** What an automatic run says until it trains. */
    private List<String> untilTraining(SearchedRun.Lengths lengths, double seconds) {
        List<String> said = new CopyOnWriteArrayList<>();
        assertThatThrownBy(() -> new SearchedRun(
                                request(seconds(seconds)),
                                RunSearch.AUTO,
                                lengths,
                                new RecordingProgress(said),
                                () -> said.stream().anyMatch(line -> line.startsWith("training fold 0")))
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INTERRUPTED));
        return said;
    }

    @Test
    void tooShortATimeIsRefusedBeforeAnythingIsTrained() {
        TinyFinals.planned(folder);
        assertThatThrownBy(() -> new SearchedRun(
                                request(seconds(120)), RunSearch.parse("hpo"), Progress.silent(), () -> false)
                        .run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("give at least")
                .hasMessageContaining("--search off");
        assertThat(folder.resolve("work/runs")).doesNotExist();
    }
}
