package org.decathlete.app.folds;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.decathlete.app.project.FoldPlanning;
import org.decathlete.app.project.Inspection;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.app.project.StoppableProgress;
import org.decathlete.app.training.BudgetDecision;
import org.decathlete.app.training.FoldTraining;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;

/**
 * What a search needs to know of a planned work folder.
 *
 * @param name of the dataset
 * @param description what the dataset says of itself
 * @param fingerprint what it looks like in numbers
 */
public record PlannedWork(String name, DatasetDescription description, Fingerprint fingerprint) {

    /** Opens a work folder that an earlier command made. */
    public static PlannedWork open(Path work, int threads, Progress progress) {
        Project project = Project.reopen(work, threads, progress);
        DatasetDescription description = project.dataset().description();
        return new PlannedWork(description.name(), description, new Planning(project).fingerprint());
    }

    /**
     * Checks, fingerprints, plans and splits the dataset of a run, as far as that is not done yet.
     *
     * @return the training of fold 0 that the run would consist of
     */
    public static TrainRequest prepare(RunRequest request, Progress progress, BooleanSupplier stop) {
        Project project = Project.open(
                request.dataset(), request.work(), request.engine().threads(), new StoppableProgress(progress, stop));
        new FoldPlanning(project, Inspection.run(project)).prepare(request.folds());
        return new TrainRequest(
                request.work(),
                new Planning(project).plans(request.preset()).preferred().name(),
                request.preset(),
                request.recipe(),
                Optional.empty(),
                List.of("0"),
                request.schedule(),
                TrainingStart.FRESH,
                request.engine(),
                request.batch(),
                false);
    }

    /**
     * The candidate that a request would train: the planned one with its recipe and batch, or the one that was given. Checks the data
     * first, unless they are unchanged since the last check.
     */
    public static Candidate candidate(TrainRequest request, Progress progress, BooleanSupplier stop) {
        Project project =
                Project.reopen(request.work(), request.engine().threads(), new StoppableProgress(progress, stop));
        Inspection.run(project);
        return FoldWork.candidate(project, request);
    }

    /** Whether the training that a request consists of was begun on the cases as they are, or trained to its end. */
    public static boolean isBegun(TrainRequest request, Candidate candidate, Progress progress) {
        Project project = Project.reopen(request.work(), request.engine().threads(), progress);
        String fold = request.folds().get(0);
        BudgetDecision decision = new BudgetDecision(
                request.schedule(),
                candidate.recipe(),
                Device.parse(request.engine().device()).cuda());
        return new FoldTraining(
                        project,
                        candidate,
                        fold,
                        Steps.split(project, fold),
                        Preprocessing.identity(project, candidate).key(),
                        request.engine(),
                        TrainingStart.FRESH)
                .isBegun(decision.asked());
    }
}
