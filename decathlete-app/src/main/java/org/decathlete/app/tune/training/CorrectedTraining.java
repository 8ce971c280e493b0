package org.decathlete.app.tune.training;

import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.real;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.NumericPrior;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.RealParameter;

/**
 * The training around any recipe. Rate and weight decay are those of the chosen optimiser, since their best values have nothing to do with
 * each other, and the momentum is searched on the scale of 1 − m with the planned value as its median.
 *
 * @param labels what is to be learnt
 * @param planned the recipe that is believed in
 */
record CorrectedTraining(Labels labels, TrainingRecipe planned) implements TrainingSpace {

    @Override
    public List<Parameter> parameters() {
        Confidence medium = Confidence.MEDIUM;
        OptimizerSpec.Sgd sgd = sgd();
        OptimizerSpec.Adam adam = adam(false);
        OptimizerSpec.Adam adamw = adam(true);
        String[] losses = LossChoice.names(labels, planned.loss()).toArray(String[]::new);
        String optimizer = optimizer();
        return List.of(
                categorical(
                                TrainingNames.OPTIMIZER,
                                TrainingNames.SGD,
                                TrainingNames.ADAM,
                                TrainingNames.ADAMW,
                                TrainingNames.MUON)
                        .believed(optimizer, medium),
                median(
                                real(
                                                TrainingNames.MOMENTUM,
                                                Math.min(0.5, sgd.momentum()),
                                                Math.max(0.999, sgd.momentum()))
                                        .logOneMinus(),
                                sgd.momentum())
                        .when(TrainingNames.OPTIMIZER, TrainingNames.SGD),
                median(log(TrainingNames.RATE, 1e-5, 1e-1, sgd.learningRate()), sgd.learningRate())
                        .when(TrainingNames.OPTIMIZER, TrainingNames.SGD),
                median(log(TrainingNames.ADAM_RATE, 1e-5, 3e-2, adam.learningRate()), adam.learningRate())
                        .when(TrainingNames.OPTIMIZER, TrainingNames.ADAM, TrainingNames.ADAMW, TrainingNames.MUON),
                median(log(TrainingNames.DECAY, 1e-6, 1e-2, penalty()), penalty())
                        .when(TrainingNames.OPTIMIZER, TrainingNames.SGD, TrainingNames.ADAM),
                median(log(TrainingNames.DECOUPLED_DECAY, 1e-5, 1e-1, adamw.weightDecay()), adamw.weightDecay())
                        .when(TrainingNames.OPTIMIZER, TrainingNames.ADAMW, TrainingNames.MUON),
                categorical(
                                TrainingNames.SCHEDULE,
                                TrainingNames.POLYNOMIAL,
                                TrainingNames.COSINE,
                                TrainingNames.CONSTANT)
                        .believed(Schedules.name(planned.schedule()), medium),
                real(TrainingNames.OVERSAMPLING, 0, 1).believed(planned.foregroundOversampling(), medium),
                categorical(TrainingNames.LOSS, losses).believed(LossChoice.name(planned.loss()), medium),
                real(TrainingNames.AUGMENTATION, 0, 3).believed(1.0, medium));
    }

    @Override
    public TrainingRecipe recipe(Configuration configuration) {
        OptimizerSpec optimizer = switch (configuration.text(TrainingNames.OPTIMIZER)) {
            case TrainingNames.SGD ->
                new OptimizerSpec.Sgd(
                        configuration.real(TrainingNames.RATE),
                        configuration.real(TrainingNames.MOMENTUM),
                        sgd().nesterov(),
                        configuration.real(TrainingNames.DECAY));
            case TrainingNames.ADAM -> adam(configuration, false, TrainingNames.DECAY);
            case TrainingNames.MUON -> muon(configuration);
            default -> adam(configuration, true, TrainingNames.DECOUPLED_DECAY);
        };
        return Recipes.of(planned, optimizer, configuration);
    }

    /** Rate and weight decay have a name per kind of optimiser. */
    @Override
    public Map<String, Object> translated(Configuration published) {
        Map<String, Object> values = new TreeMap<>(published.values());
        String optimizer = published.text(TrainingNames.OPTIMIZER);
        if (!optimizer.equals(TrainingNames.SGD)) {
            values.put(TrainingNames.ADAM_RATE, published.value(TrainingNames.RATE));
            values.remove(TrainingNames.RATE);
        }
        if (optimizer.equals(TrainingNames.ADAMW)) {
            values.put(TrainingNames.DECOUPLED_DECAY, published.value(TrainingNames.DECAY));
            values.remove(TrainingNames.DECAY);
        }
        return values;
    }

    private OptimizerSpec.Adam adam(Configuration configuration, boolean decoupled, String decay) {
        OptimizerSpec.Adam like = adam(decoupled);
        return new OptimizerSpec.Adam(
                configuration.real(TrainingNames.ADAM_RATE),
                like.beta1(),
                like.beta2(),
                like.epsilon(),
                configuration.real(decay),
                decoupled,
                like.amsgrad());
    }

    /** Its steps are as large as AdamW's, so that both share names, and what is believed of them. */
    private OptimizerSpec.Muon muon(Configuration configuration) {
        OptimizerSpec.Adam others = adam(configuration, true, TrainingNames.DECOUPLED_DECAY);
        OptimizerSpec.Muon like = planned.optimizer() instanceof OptimizerSpec.Muon muon
                ? muon
                : OptimizerSpec.Muon.of(others.learningRate(), others.weightDecay());
        return new OptimizerSpec.Muon(
                others.learningRate(),
                like.momentum(),
                others.beta1(),
                others.beta2(),
                others.epsilon(),
                others.weightDecay());
    }

    private String optimizer() {
        if (planned.optimizer() instanceof OptimizerSpec.Muon) {
            return TrainingNames.MUON;
        }
        if (planned.optimizer() instanceof OptimizerSpec.Adam adam) {
            return adam.decoupled() ? TrainingNames.ADAMW : TrainingNames.ADAM;
        }
        return TrainingNames.SGD;
    }

    /** The planned one, or nnU-Net's. */
    private OptimizerSpec.Sgd sgd() {
        return planned.optimizer() instanceof OptimizerSpec.Sgd sgd
                ? sgd
                : (OptimizerSpec.Sgd) TrainingRecipe.nnUNet().optimizer();
    }

    /** The planned one as far as it is one, or PyTorch's with a rate that suits U-Nets. */
    private OptimizerSpec.Adam adam(boolean decoupled) {
        OptimizerSpec.Adam usual = OptimizerSpec.Adam.decoupled(1e-3, decoupled ? 1e-2 : 3e-5);
        OptimizerSpec.Adam like = usual;
        if (planned.optimizer() instanceof OptimizerSpec.Adam adam) {
            like = adam;
        } else if (planned.optimizer() instanceof OptimizerSpec.Muon muon) {
            like = muon.others();
        }
        return new OptimizerSpec.Adam(
                like.learningRate(),
                like.beta1(),
                like.beta2(),
                like.epsilon(),
                like.decoupled() == decoupled ? like.weightDecay() : usual.weightDecay(),
                decoupled,
                like.amsgrad());
    }

    /** The weight decay that SGD and Adam add to the gradient. */
    private double penalty() {
        return planned.optimizer() instanceof OptimizerSpec.Sgd
                ? sgd().weightDecay()
                : adam(false).weightDecay();
    }

    /** On a logarithmic scale, wide enough for the planned value. */
    private static RealParameter log(String name, double low, double high, double value) {
        if (!(value > 0)) {
            throw DecathleteException.usage("the planned recipe has a " + name + " of " + value
                    + ", which is searched on a logarithmic scale; give it a value above 0, such as " + low);
        }
        return real(name, Math.min(low, value), Math.max(high, value)).log();
    }

    private static RealParameter median(RealParameter parameter, double value) {
        return parameter.believed(new NumericPrior.Median(value, Confidence.MEDIUM));
    }
}
