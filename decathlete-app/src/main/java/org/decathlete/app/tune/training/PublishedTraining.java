package org.decathlete.app.tune.training;

import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.real;

import java.util.List;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;

/**
 * The eight published hyperparameters around nnU-Net's recipe. As published, the momentum has a value with every optimiser, though only
 * SGD has one, and AdamW takes the greatest average of squares (AMSGrad).
 *
 * @param labels what is to be learnt
 */
record PublishedTraining(Labels labels) implements TrainingSpace {
    private static final TrainingRecipe NNUNET = TrainingRecipe.nnUNet();

    @Override
    public List<Parameter> parameters() {
        Confidence medium = Confidence.MEDIUM;
        String[] losses = LossChoice.names(labels, NNUNET.loss()).toArray(String[]::new);
        return List.of(
                categorical(TrainingNames.OPTIMIZER, TrainingNames.SGD, TrainingNames.ADAM, TrainingNames.ADAMW)
                        .believed(TrainingNames.SGD, medium),
                real(TrainingNames.MOMENTUM, 0.5, 0.999).log().believed(0.99, medium),
                real(TrainingNames.RATE, 1e-5, 1e-1).log().believed(1e-2, medium),
                categorical(
                                TrainingNames.SCHEDULE,
                                TrainingNames.POLYNOMIAL,
                                TrainingNames.COSINE,
                                TrainingNames.CONSTANT)
                        .believed(TrainingNames.POLYNOMIAL, medium),
                real(TrainingNames.DECAY, 1e-6, 1e-2).log().believed(3e-5, medium),
                real(TrainingNames.OVERSAMPLING, 0, 1).believed(0.33, medium),
                categorical(TrainingNames.LOSS, losses).believed(LossChoice.name(NNUNET.loss()), medium),
                real(TrainingNames.AUGMENTATION, 0, 3).believed(1.0, medium));
    }

    @Override
    public TrainingRecipe recipe(Configuration configuration) {
        double rate = configuration.real(TrainingNames.RATE);
        double decay = configuration.real(TrainingNames.DECAY);
        OptimizerSpec optimizer = switch (configuration.text(TrainingNames.OPTIMIZER)) {
            case TrainingNames.SGD ->
                new OptimizerSpec.Sgd(rate, configuration.real(TrainingNames.MOMENTUM), true, decay);
            case TrainingNames.ADAM -> new OptimizerSpec.Adam(rate, 0.9, 0.999, 1e-8, decay, false, false);
            default -> new OptimizerSpec.Adam(rate, 0.9, 0.999, 1e-8, decay, true, true);
        };
        return Recipes.of(NNUNET, optimizer, configuration);
    }
}
