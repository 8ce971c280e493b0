package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.Progress;

/** The single stages, for whoever wants to take them one by one; each goes on where it stopped. */
public final class Steps {

    private Steps() {}

    /**
     * Checks, fingerprints, plans and splits a dataset into a work folder.
     *
     * @param preset name of a planner preset
     * @param folds how to split
     * @return the plans, with the reasons for each decision
     */
    public static Plans plan(
            Path dataset, Path work, String preset, FoldRequest folds, int threads, Progress progress) {
        Project project = Project.open(dataset, work, threads, progress);
        new FoldPlanning(project, Inspection.run(project)).prepare(folds);
        Planning planning = new Planning(project);
        planning.splits();
        return planning.plans(preset);
    }

    /** Preprocesses every case of a planned work folder; returns the folder with the result. */
    public static Path preprocess(Path work, String configuration, String preset, int threads, Progress progress) {
        Project project = Project.reopen(work, threads, progress);
        Inspection.run(project);
        CaseStore store = Preprocessing.run(project, candidate(project, configuration, preset));
        return store.folder();
    }

    /** nnU-Net's own candidate for a configuration. */
    static Candidate candidate(Project project, String configuration, String preset) {
        Plans plans = new Planning(project).plans(preset);
        return Candidate.of(project.dataset().description(), plans, configuration, TrainingRecipe.nnUNet());
    }

    /** The cases of a fold: {@code 0}, {@code 1}, … or {@code all}, where training and validation are everything. */
    static Split split(Project project, String fold) {
        if (fold.equals("all")) {
            return new Split(project.ids(), project.ids());
        }
        List<Split> splits = new Planning(project).splits();
        if (!fold.matches("\\d{1,4}")) {
            throw org.decathlete.core.run.DecathleteException.usage(
                    "--folds " + fold + ": expected numbers from 0, separated by commas, or all");
        }
        int index = Integer.parseInt(fold);
        return index < splits.size()
                ? splits.get(index)
                : org.decathlete.core.dataset.Folds.random(project.ids(), index);
    }
}
