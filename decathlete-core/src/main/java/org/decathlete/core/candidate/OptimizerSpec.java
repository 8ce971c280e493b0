package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How weights follow gradients; in JSON the field {@code method} tells which way. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerSpec.Muon.class, name = "muon")
})
public sealed interface OptimizerSpec {

    /** Initial learning rate, above 0. */
    double learningRate();

    /** The same with another initial learning rate. */
    OptimizerSpec withLearningRate(double rate);

    /**
     * Stochastic gradient descent in PyTorch's form of momentum (dampening 0).
     *
     * @param learningRate initial learning rate, above 0
     * @param momentum momentum, in [0, 1]
     * @param nesterov whether the momentum is Nesterov's
     * @param weightDecay L2 penalty added to the gradient of every parameter, at least 0
     */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) implements OptimizerSpec {
        public Sgd {
            Ranges.above("learningRate", learningRate, 0);
            Ranges.probability("momentum", momentum);
            Ranges.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
        }

        @Override
        public Sgd withLearningRate(double rate) {
            return new Sgd(rate, momentum, nesterov, weightDecay);
        }
    }

    /**
     * Adam (Kingma and Ba, 2015) or, with decoupled weight decay, AdamW (Loshchilov and Hutter, 2019), as PyTorch computes them.
     *
     * @param learningRate initial learning rate, above 0
     * @param beta1 share of the old value in the average of the gradient, in [0, 1]
     * @param beta2 share of the old value in the average of its square, in [0, 1]
     * @param epsilon added to the root of that average, at least 0
     * @param weightDecay strength of the weight decay, at least 0
     * @param decoupled whether weights shrink by learning rate times weight decay (AdamW) or the decay is added to the gradient (Adam)
     * @param amsgrad whether the greatest average of squares so far is taken (Reddi et al., 2018)
     */
    record Adam(
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            boolean decoupled,
            boolean amsgrad)
            implements OptimizerSpec {
        public Adam {
            Ranges.above("learningRate", learningRate, 0);
            Ranges.probability("beta1", beta1);
            Ranges.probability("beta2", beta2);
            Ranges.within("epsilon", epsilon, 0, Double.MAX_VALUE);
            Ranges.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
        }

        /** AdamW with PyTorch's averages. */
        public static Adam decoupled(double learningRate, double weightDecay) {
            return new Adam(learningRate, 0.9, 0.999, 1e-8, weightDecay, true, false);
        }

        @Override
        public Adam withLearningRate(double rate) {
            return new Adam(rate, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad);
        }
    }

    /**
     * Muon (Jordan et al., 2024) for the weights of convolutions between many channels: the momentum as the nearest matrix whose singular
     * values are all alike, so that directions in which gradients are small are learnt as well. Its updates are made as large as AdamW's usually are
     * (Liu et al., Muon is Scalable for LLM Training, 2025, section 2.2), so that both take the same rate. AdamW for all other weights.
     *
     * @param learningRate initial learning rate of both, above 0
     * @param momentum Muon's, which is Nesterov's, in [0, 1]
     * @param beta1 AdamW's share of the old value in the average of the gradient, in [0, 1]
     * @param beta2 AdamW's share of the old value in the average of its square, in [0, 1]
     * @param epsilon AdamW's addition to the root of that average, at least 0
     * @param weightDecay decoupled weight decay of both, at least 0
     */
    record Muon(double learningRate, double momentum, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {
        public Muon {
            Ranges.above("learningRate", learningRate, 0);
            Ranges.probability("momentum", momentum);
            Ranges.probability("beta1", beta1);
            Ranges.probability("beta2", beta2);
            Ranges.within("epsilon", epsilon, 0, Double.MAX_VALUE);
            Ranges.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
        }

        /** With the momentum of its authors and PyTorch's averages. */
        public static Muon of(double learningRate, double weightDecay) {
            return new Muon(learningRate, 0.95, 0.9, 0.999, 1e-8, weightDecay);
        }

        /** What it does with all other weights. */
        public Adam others() {
            return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, true, false);
        }

        @Override
        public Muon withLearningRate(double rate) {
            return new Muon(rate, momentum, beta1, beta2, epsilon, weightDecay);
        }
    }
}
