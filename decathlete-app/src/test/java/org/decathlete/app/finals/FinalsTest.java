package org.decathlete.app.finals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.RecordingProgress;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.selection.SelectRequest;
import org.decathlete.app.selection.Selection;
import org.decathlete.app.training.RunRequest;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two seeds of a network of a few channels, two steps each. */
class FinalsTest {
    @Test
    void whatIsDoneStaysAsItIsWhateverTimeThereIsLater(@TempDir Path folder) {
        TinyTrainings tiny = TinyFinals.planned(folder);
        Candidate candidate = Candidate.read(tiny.candidateFile(4));
        RunRequest.Engine engine = new RunRequest.Engine("cpu", "fp32", 1, 0);
        FinalTrainings trainings =
                FinalTrainings.open(tiny.work(), candidate, "0", engine, Progress.silent(), () -> false);
        FinalChoice standard = new FinalChoice("default", null, candidate, "nothing", 0);
        FinalsPlan plan = new FinalsPlan(
                "none",
                trainings.nested(),
                new Budget.Epochs(1, 2),
                true,
                List.of(standard, standard.seeded(1), standard.seeded(2)));

        Finals.Result hurried = run(trainings, plan, () -> 0);
        assertThat(hurried.joined()).isEmpty();
        assertThat(hurried.summary().notes()).hasSize(3).allMatch(note -> note.startsWith("No time was left to join "));
        assertThat(run(trainings, plan.ended(hurried), () -> Double.POSITIVE_INFINITY)
                        .summary())
                .isEqualTo(hurried.summary());

        Finals.Result whole = run(trainings, plan, () -> Double.POSITIVE_INFINITY);
        assertThat(whole.joined()).hasSize(3);
        assertThat(run(trainings, plan.ended(whole), () -> 0).summary()).isEqualTo(whole.summary());
    }

    @Test
    void whatFailedIsNotTrainedAgain(@TempDir Path folder) {
        TinyTrainings tiny = TinyFinals.planned(folder);
        Candidate candidate = Candidate.read(tiny.candidateFile(4));
        FinalTrainings trainings = FinalTrainings.open(
                tiny.work(),
                candidate,
                "0",
                new RunRequest.Engine("cpu", "fp32", 1, 0),
                Progress.silent(),
                () -> false);
        FinalChoice standard = new FinalChoice("default", null, candidate, "nothing", 0);
        FinalsPlan alone =
                new FinalsPlan("none", trainings.nested(), new Budget.Epochs(1, 2), false, List.of(standard));
        Finals.Result result = run(trainings, alone, () -> 0);
        String why = "default, seed 1 failed and is left out: no memory";
        FinalsPlan both = new FinalsPlan(
                "none", trainings.nested(), alone.budget(), false, List.of(standard, standard.seeded(1)));
        Finals.Result again = run(
                trainings,
                both.ended(new Finals.Result(
                        result.models(), result.summary(), List.of(), Map.of("default, seed 1", why))),
                () -> 0);
        assertThat(again.models()).hasSize(1);
        assertThat(again.summary().notes()).containsExactly(why);
        assertThat(tiny.work().resolve("runs/" + candidate.id() + "/seed_1")).doesNotExist();
    }

    @Test
    void whatWasSelectedSinceIsKept(@TempDir Path folder) throws IOException {
        TinyTrainings tiny = TinyFinals.planned(folder);
        Candidate candidate = Candidate.read(tiny.candidateFile(4));
        RunRequest.Engine engine = new RunRequest.Engine("cpu", "fp32", 1, 0);
        List<String> said = new CopyOnWriteArrayList<>();
        Progress progress = new RecordingProgress(said);
        FinalTrainings trainings = FinalTrainings.open(tiny.work(), candidate, "0", engine, progress, () -> false);
        FinalChoice standard = new FinalChoice("default", null, candidate, "nothing", 0);
        FinalsPlan plan = new FinalsPlan(
                "none", trainings.nested(), new Budget.Epochs(1, 2), true, List.of(standard, standard.seeded(1)));
        Finals.Result result = run(trainings, plan, () -> 1e9);
        RunOutcome outcome = trainings.shipping().ship(result.models(), result.summary(), false);
        Path selection = tiny.work().resolve("selection.json");
        String ours = Files.readString(selection);
        trainings.shipping().ship(result.models(), result.summary(), true);
        assertThat(Files.readString(selection)).isEqualTo(ours);
        assertThat(outcome.validationCases()).isEqualTo(2);

        Selection.run(new SelectRequest(tiny.work(), List.of(), true, "mean", 1), Progress.silent(), () -> false);
        String selected = Files.readString(selection);
        trainings.shipping().ship(result.models(), result.summary(), true);
        assertThat(Files.readString(selection)).isEqualTo(selected).isNotEqualTo(ours);
        assertThat(said).anyMatch(line -> line.startsWith("model: what `select` chose is kept"));
        // Finals that it does not know of are another thing.
        trainings.shipping().ship(result.models(), result.summary(), false);
        assertThat(Files.readString(selection)).isNotEqualTo(selected);
    }

    private static Finals.Result run(FinalTrainings trainings, FinalsPlan plan, DoubleSupplier left) {
        return new Finals(trainings, plan, Progress.silent(), left).run();
    }
}
