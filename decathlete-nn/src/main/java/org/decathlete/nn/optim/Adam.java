package org.decathlete.nn.optim;

import java.util.Map;
import java.util.function.BiPredicate;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.candidate.OptimizerSpec;

/**
 * Adam and AdamW, computed as PyTorch does: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − η m̂ / (√v̂ + ε), where m̂ and v̂ are
 * freed of the bias of their first steps. The decay λ is added to the gradient as λp, or, decoupled, shrinks p by ηλp.
 */
sealed class Adam extends Optimizer permits Muon {
    private static final String STEP = "step";
    private static final String MEAN = ".exp_avg";
    private static final String SQUARE = ".exp_avg_sq";
    private static final String GREATEST_SQUARE = ".max_exp_avg_sq";

    private final OptimizerSpec.Adam spec;
    private double meanCorrection = 1;
    private double squareCorrection = 1;

    Adam(OptimizerSpec.Adam spec, Map<String, Tensor> parameters) {
        this(spec, parameters, (name, parameter) -> true);
    }

    /** @param own tells by name and value which weights it is to change itself */
    Adam(OptimizerSpec.Adam spec, Map<String, Tensor> parameters, BiPredicate<String, Tensor> own) {
        super(parameters);
        this.spec = spec;
        remember(STEP, torch.zeros(1));
        remember(MEAN, own);
        remember(SQUARE, own);
        if (spec.amsgrad()) {
            remember(GREATEST_SQUARE, own);
        }
    }

    @Override
    final void beginStep() {
        Tensor step = remembered(STEP);
        step.add_(new Scalar(1.0));
        double steps = step.item_double();
        meanCorrection = 1 - Math.pow(spec.beta1(), steps);
        squareCorrection = 1 - Math.pow(spec.beta2(), steps);
    }

    @Override
    void update(String name, Tensor parameter, Tensor gradient, double learningRate) {
        decay(parameter, gradient, learningRate);
        Tensor mean = remembered(name + MEAN);
        mean.mul_(new Scalar(spec.beta1())).add_(gradient, new Scalar(1 - spec.beta1()));
        Tensor square = remembered(name + SQUARE);
        square.mul_(new Scalar(spec.beta2())).addcmul_(gradient, gradient, new Scalar(1 - spec.beta2()));
        if (spec.amsgrad()) {
            Tensor greatest = remembered(name + GREATEST_SQUARE);
            greatest.copy_(torch.maximum(greatest, square));
            square = greatest;
        }
        Tensor root = square.sqrt();
        root.div_(new Scalar(Math.sqrt(squareCorrection))).add_(new Scalar(spec.epsilon()));
        parameter.addcdiv_(mean, root, new Scalar(-learningRate / meanCorrection));
    }

    private void decay(Tensor parameter, Tensor gradient, double learningRate) {
        if (spec.weightDecay() == 0) {
            return;
        }
        if (spec.decoupled()) {
            parameter.mul_(new Scalar(1 - learningRate * spec.weightDecay()));
        } else {
            gradient.add_(parameter, new Scalar(spec.weightDecay()));
        }
    }
}
