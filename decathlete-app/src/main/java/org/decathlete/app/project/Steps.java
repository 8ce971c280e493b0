package org.decathlete.app.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.folds.Folds;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;

/** The single stages, for whoever wants to take them one by one; each goes on where it stopped. */
public final class Steps {

    /**
     * Ends the name of a preset whose batches are as large as published, also on small datasets; alone it asks for those of the preset
     * that the work folder has.
     */
    public static final String PUBLISHED_BATCH = ProjectPlans.PUBLISHED;

    private Steps() {}

    /**
     * Checks, fingerprints, plans and splits a dataset into a work folder.
     *
     * @return the plans, with the reasons for each decision
     */
    public static Plans plan(PlanRequest request, int threads, Progress progress) {
        Project project = Project.open(request.dataset(), request.work(), threads, progress);
        new FoldPlanning(project, Inspection.run(project)).prepare(request.folds());
        Planning planning = new Planning(project);
        planning.splits();
        request.plans().ifPresent(given -> new ProjectPlans(project).adopt(given, request.preset()));
        return planning.plans(request.preset());
    }

    /** Preprocesses every case of a planned work folder; returns the folder with the result. */
    public static Path preprocess(
            Path work, String configuration, Optional<String> preset, int threads, Progress progress) {
        Project project = Project.reopen(work, threads, progress);
        Inspection.run(project);
        Plans plans = new Planning(project).plans(preset);
        // How a case is preprocessed depends on the plans alone, so that any recipe will do.
        Candidate candidate =
                Candidate.of(project.dataset().description(), plans, configuration, TrainingRecipe.nnUNet());
        return Preprocessing.run(project, candidate).folder();
    }

    /**
     * The cases of a fold.
     *
     * @param fold {@code 0}, {@code 1}, … or {@code all}, where training and validation are everything
     * @throws DecathleteException of kind USAGE for anything else
     */
    public static Split split(Project project, String fold) {
        if (fold.equals("all")) {
            return new Split(project.ids(), project.ids());
        }
        List<Split> splits = new Planning(project).splits();
        if (!fold.matches("\\d{1,4}")) {
            throw DecathleteException.usage(
                    "--folds " + fold + ": expected numbers from 0, separated by commas, or all");
        }
        int index = Integer.parseInt(fold);
        return index < splits.size() ? splits.get(index) : Folds.random(project.ids(), index);
    }
}
