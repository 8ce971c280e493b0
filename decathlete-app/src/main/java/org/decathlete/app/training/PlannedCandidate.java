package org.decathlete.app.training;

import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.Plans;
import org.decathlete.nn.tensor.Device;

/**
 * The candidate of a planned configuration under a recipe, with a batch by rule: nothing is measured.
 *
 * @param configuration name of the configuration
 * @param recipe how to train it
 * @param device where, as the user wrote it
 */
record PlannedCandidate(String configuration, RecipeName recipe, String device) {
    /**
     * Voxels of a step beyond which a processor makes no more samples in a second, so that a larger batch only means fewer steps
     * ({@code bench/train_step} with other batches).
     */
    private static final int VOXELS_OF_A_STEP = 80_000;

    Candidate of(DatasetDescription description, Plans plans) {
        Candidate planned = Candidate.of(description, plans, configuration, recipe.recipe());
        if (recipe == RecipeName.NNUNET || Device.parse(device).cuda()) {
            return planned;
        }
        return onProcessor(planned);
    }

    private static Candidate onProcessor(Candidate planned) {
        PreviousStage previous = planned.previousStage();
        Candidate refining = previous == null ? planned : planned.refining(onProcessor(previous.candidate()));
        return refining.withBatchSize(processorBatch(planned));
    }

    /** The smallest batch that keeps the processor busy; nnU-Net's is made for the memory of a GPU. */
    private static int processorBatch(Candidate planned) {
        int voxels = 1;
        for (int edge : planned.patchSize()) {
            voxels *= edge;
        }
        return Math.min(planned.batchSize(), Math.max(1, (VOXELS_OF_A_STEP + voxels / 2) / voxels));
    }
}
