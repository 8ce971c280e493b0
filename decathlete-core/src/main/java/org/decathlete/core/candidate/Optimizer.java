package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How weights follow gradients.
 *
 * @param method which optimiser
 * @param learningRate initial learning rate, above 0
 * @param momentum momentum, in [0, 1)
 * @param nesterov whether the momentum is Nesterov's
 * @param weightDecay L2 penalty added to the gradient of every parameter, at least 0
 */
public record Optimizer(Method method, double learningRate, double momentum, boolean nesterov, double weightDecay) {

    /** Kinds of optimisers. */
    public enum Method {
        /** Stochastic gradient descent in PyTorch's form of momentum (dampening 0). */
        @JsonProperty("sgd")
        SGD
    }

    public Optimizer {
        Ranges.above("learningRate", learningRate, 0);
        Ranges.within("momentum", momentum, 0, 1);
        Ranges.within("weightDecay", weightDecay, 0, Double.MAX_VALUE);
    }
}
