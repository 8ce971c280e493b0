package org.decathlete.app.reporting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.TrainedFold;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.ShippedModel;
import org.decathlete.nn.model.description.ModelProvenance;

/** Writes the report of the trainings that a work folder's model was made of. */
public final class TrainedReports {

    private TrainedReports() {}

    /**
     * Writes it from what the trainings left behind.
     *
     * @throws DecathleteException of kind USAGE where nothing was trained to its end, or the data changed since
     */
    public static RunOutcome again(Path work, int threads, Progress progress) {
        if (!Files.isDirectory(new Workspace(work).model())) {
            throw DecathleteException.usage(
                    "--work " + work
                            + " holds no finished training; give the `run` or `train` command again, it goes on where it stopped");
        }
        Project project = Project.reopen(work, threads, progress);
        IntegrityReport integrity = Inspection.run(project);
        List<TrainedFold> folds = shipped(project);
        folds.forEach(TrainedReports::requirePresentData);
        Path report = write(project, integrity, new Planning(project).plans(Optional.empty()), folds);
        Candidate candidate = folds.get(0).training().candidate();
        RunOutcome outcome = RunOutcome.of(
                project,
                candidate,
                names(folds),
                folds.get(0).training().engine().seed(),
                Reporting.judged(folds),
                report);
        OutcomeText.lines(outcome).forEach(progress::say);
        return outcome;
    }

    /** Pictures and facts are taken from the dataset as it is, the scores from when the fold was judged. */
    private static void requirePresentData(TrainedFold fold) {
        FoldTraining training = fold.training();
        if (!Preprocessing.identity(training.project(), training.candidate())
                .key()
                .equals(training.data())) {
            throw DecathleteException.usage("fold " + training.fold() + " was trained on other data than the dataset "
                    + training.project().dataset().root() + " holds now; give the command that trained it again");
        }
    }

    /** Writes the report of some folds of one candidate; returns where it is. */
    public static Path write(Project project, IntegrityReport integrity, Plans plans, List<TrainedFold> folds) {
        long started = System.nanoTime();
        Path file = new Reporting(project, integrity, plans, folds).write();
        project.ledger()
                .finished("report", folds.get(0).training().candidate().id(), (System.nanoTime() - started) / 1e9);
        return file;
    }

    /** Such as {@code 0,1}. */
    static String names(List<TrainedFold> folds) {
        return folds.stream().map(one -> one.training().fold()).collect(Collectors.joining(","));
    }

    private static List<TrainedFold> shipped(Project project) {
        try (ShippedModel model = ShippedModel.open(project.workspace().model())) {
            if (model.members().size() != 1) {
                throw DecathleteException.usage(project.workspace().model() + " joins several configurations, but "
                        + project.workspace().selection() + ", which says why, is gone; run `select` again");
            }
            ModelBundle bundle = model.members().get(0);
            List<TrainedFold> folds = new ArrayList<>();
            for (ModelProvenance.Fold fold : bundle.description().provenance().folds()) {
                String seed = fold.settings().getOrDefault("seed", "0");
                folds.add(TrainedFold.read(project, bundle.candidate(), fold.fold(), Long.parseLong(seed)));
            }
            return folds;
        }
    }
}
