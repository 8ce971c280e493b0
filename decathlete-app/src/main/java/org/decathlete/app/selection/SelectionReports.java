package org.decathlete.app.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.Formats;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.Contender;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.EnsembleValidation;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Workspace;

/** Writes the report of a selection again, from what it left behind. */
public final class SelectionReports {

    private SelectionReports() {}

    /**
     * Writes it, where the model of a work folder is one that was selected.
     *
     * @return what was selected; empty where nothing was, and then nothing is written
     */
    public static Optional<SelectionReport> again(Path work, int threads, Progress progress) {
        if (!Files.exists(new Workspace(work).selection())) {
            return Optional.empty();
        }
        Project project = Project.reopen(work, threads, progress);
        IntegrityReport integrity = Inspection.run(project);
        SelectionReport selection = read(project.workspace());
        progress.say("report: " + write(project, integrity, selection, () -> false));
        return Optional.of(selection);
    }

    /**
     * Writes the report of what {@code selection.json} says was chosen.
     *
     * @param stop asked now and then whether to stop
     * @return the report
     * @throws DecathleteException of kind DATA where a training that it names is gone; INTERRUPTED after a stop
     */
    public static Path write(Project project, IntegrityReport integrity, BooleanSupplier stop) {
        return write(project, integrity, read(project.workspace()), stop);
    }

    private static Path write(
            Project project, IntegrityReport integrity, SelectionReport selection, BooleanSupplier stop) {
        return write(project, integrity, selection, chosen(project, selection, stop));
    }

    /** Writes the report of a selection; returns where it is. */
    static Path write(Project project, IntegrityReport integrity, SelectionReport selection, Contender chosen) {
        return new SelectionReporting(
                        project, integrity, new Planning(project).plans(Optional.empty()), selection, chosen)
                .write();
    }

    private static SelectionReport read(Workspace workspace) {
        Path file = workspace.selection();
        Formats.require(file, Json.read(file), SelectionReport.FORMAT, SelectionReport.VERSION);
        return Json.read(file, SelectionReport.class);
    }

    private static Contender chosen(Project project, SelectionReport selection, BooleanSupplier stop) {
        List<CrossValidation> runs = FinishedRuns.find(project.workspace());
        List<CrossValidation> members = selection.contenders().get(0).members().stream()
                .map(member -> member(runs, member, project.workspace()))
                .toList();
        SortedSet<Integer> folds = new TreeSet<>(selection.folds());
        return members.size() == 1
                ? Contender.single(members.get(0), folds)
                : new EnsembleValidation(project, members, folds, selection.rule()).run(stop);
    }

    private static CrossValidation member(
            List<CrossValidation> runs, SelectionReport.Member wanted, Workspace workspace) {
        return runs.stream()
                .filter(one -> one.candidate().id().equals(wanted.candidate()) && one.seed() == wanted.seed())
                .findFirst()
                .orElseThrow(() -> DecathleteException.data(workspace.selection() + " names candidate "
                        + wanted.candidate() + " with seed " + wanted.seed() + ", of which " + workspace.runs()
                        + " has no finished training any more; run `select` again"));
    }
}
