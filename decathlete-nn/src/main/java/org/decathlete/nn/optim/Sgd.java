package org.decathlete.nn.optim;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.OptimizerSpec;

/**
 * Stochastic gradient descent with momentum, Nesterov's or plain, and weight decay, computed as PyTorch's SGD does (no dampening):
 * g ← g + λp, b ← μb + g, p ← p − η(g + μb) or p − ηb.
 */
final class Sgd extends Optimizer {
    private final OptimizerSpec.Sgd spec;

    Sgd(OptimizerSpec.Sgd spec, Map<String, Tensor> parameters) {
        super(parameters);
        this.spec = spec;
        remember("");
    }

    @Override
    void update(String name, Tensor parameter, Tensor gradient, double learningRate) {
        // The gradient is consumed: its memory serves for the step.
        Tensor step = gradient;
        if (spec.weightDecay() != 0) {
            step.add_(parameter, new Scalar(spec.weightDecay()));
        }
        if (spec.momentum() != 0) {
            Scalar momentum = new Scalar(spec.momentum());
            Tensor buffer = remembered(name);
            buffer.mul_(momentum).add_(step);
            step = spec.nesterov() ? step.add_(buffer, momentum) : buffer;
        }
        parameter.add_(step, new Scalar(-learningRate));
    }
}
