package org.decathlete.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.decathlete.app.project.PlanRequest;
import org.decathlete.app.project.Steps;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedCandidateTest {
    @TempDir
    Path folder;

    @Test
    void nnunetsRecipeKeepsThePlannedBatchAndTheAcceleratedOneTakesWhatKeepsAProcessorBusy() {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(30, new int[] {12, 32, 32}, 5), Progress.silent());
        Plans plans = Steps.plan(PlanRequest.of(dataset, folder.resolve("work")), 2, Progress.silent());
        for (String configuration : plans.configurations().keySet()) {
            Candidate faithful = candidate(dataset, plans, configuration, RecipeName.NNUNET);
            assertThat(faithful.batchSize())
                    .isEqualTo(plans.configuration(configuration).batchSize());
            assertThat(faithful.recipe()).isEqualTo(TrainingRecipe.nnUNet());
            Candidate accelerated = candidate(dataset, plans, configuration, RecipeName.ACCELERATED);
            assertThat(accelerated.batchSize()).isBetween(1, faithful.batchSize());
            assertThat(accelerated.batchSize() * voxels(accelerated)).isLessThanOrEqualTo(120_000);
            assertThat(accelerated.preprocessing()).isEqualTo(faithful.preprocessing());
        }
    }

    private static Candidate candidate(Path dataset, Plans plans, String configuration, RecipeName recipe) {
        return new PlannedCandidate(configuration, recipe, "cpu")
                .of(DatasetReader.read(dataset).description(), plans);
    }

    private static int voxels(Candidate candidate) {
        int voxels = 1;
        for (int edge : candidate.patchSize()) {
            voxels *= edge;
        }
        return voxels;
    }
}
