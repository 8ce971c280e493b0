package org.decathlete.app.tune.training;

import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.search.space.Configuration;

/** Makes recipes of what both modes name alike: schedule, loss, augmentation, sampling. */
final class Recipes {

    private Recipes() {}

    /** The planned recipe with another optimiser and all that the configuration says. */
    static TrainingRecipe of(TrainingRecipe planned, OptimizerSpec optimizer, Configuration configuration) {
        return new TrainingRecipe(
                        optimizer,
                        Schedules.of(configuration.text(TrainingNames.SCHEDULE), planned.schedule()),
                        LossChoice.recipe(configuration.text(TrainingNames.LOSS), planned.loss()),
                        planned.deepSupervision(),
                        planned.gradientClip(),
                        planned.epochs(),
                        planned.iterationsPerEpoch(),
                        planned.validationIterations(),
                        configuration.real(TrainingNames.OVERSAMPLING),
                        planned.scoreMomentum(),
                        planned.augmentation().timesProbability(configuration.real(TrainingNames.AUGMENTATION)))
                .withPatchGrowth(planned.patchGrowth());
    }
}
