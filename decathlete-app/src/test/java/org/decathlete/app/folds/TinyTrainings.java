package org.decathlete.app.folds;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/**
 * A work folder with trainings that take a blink: networks of a few channels, two steps each.
 *
 * @param folder holds dataset and work folder
 */
public record TinyTrainings(Path folder) {
    public static final RunRequest.Engine ENGINE = new RunRequest.Engine("cpu", "fp32", 1, 0);

    public Path work() {
        return folder.resolve("work");
    }

    public Project project() {
        return Project.reopen(work(), 1, Progress.silent());
    }

    /** Makes and plans a dataset of this many cases. */
    public void plan(int cases) {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(cases, new int[] {10, 24, 24}, 5), Progress.silent());
        Steps.plan(PlanRequest.of(dataset, work()), 1, Progress.silent());
    }

    /** Trains folds of a candidate with so many channels in its first stage. */
    public void train(int width, boolean probabilities, String... folds) {
        Path file = candidateFile(width);
        TrainRequest request = new TrainRequest(
                work(),
                "3d_fullres",
                Optional.empty(),
                RecipeName.NNUNET,
                Optional.of(file),
                List.of(folds),
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(2)),
                TrainingStart.FRESH,
                ENGINE,
                BatchRequest.UNSTATED,
                probabilities);
        new FoldRuns(request, Progress.silent(), () -> false).run();
    }

    /** Writes the candidate with so many channels in its first stage. */
    public Path candidateFile(int width) {
        Path file = folder.resolve("candidate_" + width + ".json");
        candidate(width).write(file);
        return file;
    }

    private Candidate candidate(int width) {
        Candidate planned = Candidate.of(
                project().dataset().description(),
                new Planning(project()).plans(Optional.empty()),
                "3d_fullres",
                RecipeName.NNUNET.recipe());
        List<Integer> threes = Collections.nCopies(3, 3);
        UNetSpec network = new UNetSpec(
                StageKind.PLAIN,
                3,
                1,
                3,
                List.of(width, 2 * width),
                List.of(threes, threes),
                List.of(Collections.nCopies(3, 1), Collections.nCopies(3, 2)),
                List.of(1, 1),
                List.of(1),
                true,
                1e-5,
                0.01,
                true);
        return new Candidate(
                planned.data(),
                planned.configuration(),
                planned.preprocessing(),
                new int[] {8, 16, 16},
                2,
                false,
                network,
                planned.recipe());
    }
}
