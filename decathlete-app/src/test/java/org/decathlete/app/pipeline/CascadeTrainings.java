package org.decathlete.app.pipeline;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.folds.FoldRuns;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Project;
import org.decathlete.app.project.Steps;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.CascadeAugmentation;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.candidate.SpatialChange;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.jspecify.annotations.Nullable;

/**
 * A work folder on {@link ContextPhantom} with two folds and three candidates: a coarse one whose patch holds the whole image, a fine
 * one whose patch does not, and a cascade of both.
 *
 * @param folder holds dataset and work folder
 */
record CascadeTrainings(Path folder) {

    Path work() {
        return folder.resolve("work");
    }

    Project project() {
        return Project.reopen(work(), 1, Progress.silent());
    }

    /** Makes and plans a dataset of this many cases, of which either fold judges half. */
    void plan(int cases) {
        Path dataset = folder.resolve("dataset");
        List<String> ids = ContextPhantom.write(dataset, cases);
        Steps.plan(PlanRequest.of(dataset, work()), 1, Progress.silent());
        List<String> first = ids.subList(0, cases / 2);
        List<String> second = ids.subList(cases / 2, cases);
        SplitsFile.write(project().workspace().splits(), List.of(new Split(second, first), new Split(first, second)));
    }

    /** Trains folds of a candidate; returns the scores of each. */
    Map<String, Scores> train(Candidate candidate, int iterations, Progress progress, String... folds) {
        Path file = folder.resolve(candidate.configuration() + ".json");
        candidate.write(file);
        TrainRequest request = new TrainRequest(
                work(),
                candidate.configuration(),
                Optional.empty(),
                RecipeName.NNUNET,
                Optional.of(file),
                List.of(folds),
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(iterations)),
                TrainingStart.FRESH,
                TinyTrainings.ENGINE,
                BatchRequest.UNSTATED,
                true);
        return new FoldRuns(request, progress, () -> false).run();
    }

    /** Sees everything, at a fourth of the resolution along the long axis. */
    Candidate coarse() {
        int[] size = ContextPhantom.size();
        int[] patch = {size[0] / 2, size[1] / 2, size[2] / 4};
        return candidate("3d_lowres", new double[] {2, 2, 4}, patch, 1, null);
    }

    /** Sees a few voxels around. */
    Candidate fine() {
        return candidate("3d_fullres", new double[] {1, 1, 1}, finePatch(), 1, null);
    }

    Candidate cascade() {
        PreviousStage previous = new PreviousStage(coarse(), CascadeAugmentation.nnUNet());
        return candidate("3d_cascade_fullres", new double[] {1, 1, 1}, finePatch(), 3, previous);
    }

    private static int[] finePatch() {
        return new int[] {8, ContextPhantom.patchEdge(), ContextPhantom.patchEdge()};
    }

    private Candidate candidate(
            String configuration, double[] spacing, int[] patch, int inputs, @Nullable PreviousStage previous) {
        Candidate planned = Candidate.of(
                project().dataset().description(),
                new Planning(project()).plans(Optional.empty()),
                "3d_fullres",
                RecipeName.NNUNET.recipe());
        PreprocessingSpec spec = planned.preprocessing();
        return new Candidate(
                planned.data(),
                configuration,
                new PreprocessingSpec(
                        new int[] {0, 1, 2},
                        spacing,
                        spec.normalizationSchemes(),
                        spec.useMaskForNorm(),
                        spec.imageOrder(),
                        spec.labelOrder(),
                        spec.orderZ(),
                        false,
                        spec.intensities()),
                patch,
                4,
                true,
                network(inputs),
                recipe(planned.recipe()),
                previous);
    }

    private static UNetSpec network(int inputs) {
        List<Integer> threes = Collections.nCopies(3, 3);
        return new UNetSpec(
                StageKind.PLAIN,
                3,
                inputs,
                3,
                List.of(8, 16, 16),
                List.of(threes, threes, threes),
                List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2)),
                // Two in the last one, for a field of view that reaches from the ball to the wall.
                List.of(1, 1, 2),
                List.of(1, 1),
                true,
                1e-5,
                0.01,
                true);
    }

    /** No change that moves the wall or hides it. */
    private static TrainingRecipe recipe(TrainingRecipe base) {
        RandomChange never = new RandomChange(0, 1, 0.5, 1);
        Augmentation still = new Augmentation(
                new SpatialChange(0, 30, 180, 15, 1.5, 3, 0, 0.7, 1.4, 0.85),
                never,
                never,
                never,
                never,
                never,
                never,
                never,
                List.of(),
                0.5);
        return new TrainingRecipe(
                OptimizerSpec.Adam.decoupled(5e-3, 1e-2),
                base.schedule(),
                base.loss(),
                base.deepSupervision(),
                base.gradientClip(),
                base.epochs(),
                base.iterationsPerEpoch(),
                1,
                0.5,
                base.scoreMomentum(),
                still);
    }
}
