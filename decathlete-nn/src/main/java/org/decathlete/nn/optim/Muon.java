package org.decathlete.nn.optim;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.candidate.OptimizerSpec;

/**
 * Muon for the weights of convolutions between many channels, AdamW for all others: b ← μb + g, p ← p − η(λp + s O(g + μb)), where O
 * makes all singular values of the matrix (first axis × all others) about 1, and s = 0.2 √(its longer side) makes its elements as large as those of
 * AdamW's updates usually are.
 */
final class Muon extends Adam {
    private static final String MOMENTUM = ".momentum";

    /** Channels in and out from which on a weight counts as one between many: the first layer and the heads have fewer. */
    private static final int MANY = 16;

    /** Root mean square of the elements of AdamW's updates (Liu et al., 2025, section 2.2). */
    private static final double USUAL = 0.2;

    private final OptimizerSpec.Muon spec;

    Muon(OptimizerSpec.Muon spec, Map<String, Tensor> parameters) {
        super(spec.others(), parameters, (name, parameter) -> !isMatrix(parameter));
        this.spec = spec;
        remember(MOMENTUM, (name, parameter) -> isMatrix(parameter));
    }

    /** Whether a weight is one of a convolution between many channels; heads, whose classes may be many, have kernels of one voxel. */
    static boolean isMatrix(Tensor parameter) {
        return parameter.dim() >= 4
                && Math.min(parameter.size(0), parameter.size(1)) >= MANY
                && parameter.numel() > parameter.size(0) * parameter.size(1);
    }

    @Override
    void update(String name, Tensor parameter, Tensor gradient, double learningRate) {
        if (!isMatrix(parameter)) {
            super.update(name, parameter, gradient, learningRate);
            return;
        }
        Scalar momentum = new Scalar(spec.momentum());
        Tensor buffer = remembered(name + MOMENTUM);
        torch.add_out(buffer, gradient, buffer, momentum);
        move(parameter, gradient.add_(buffer, momentum), learningRate);
    }

    /** Adds the direction, made orthonormal, to a weight that has decayed: one pass over the weight. */
    private void move(Tensor parameter, Tensor direction, double learningRate) {
        boolean channelsLast = !parameter.is_contiguous();
        // A view, or else an error: a copy would learn nothing.
        Tensor weights = inMemoryOrder(parameter, channelsLast).view(parameter.size(0), -1);
        Tensor wide = inMemoryOrder(direction, channelsLast).reshape(weights.shape());
        if (wide.size(0) > wide.size(1)) {
            weights = weights.t();
            wide = wide.t();
        }
        double rate = -learningRate * USUAL * Math.sqrt((double) wide.size(1));
        Scalar kept = new Scalar(1 - learningRate * spec.weightDecay());
        weights.addmm_(NewtonSchulz.factor(wide), wide, kept, new Scalar(rate));
    }

    /** The axes as they follow each other in memory; the order of a matrix's columns makes no difference to what becomes of it. */
    private static Tensor inMemoryOrder(Tensor weight, boolean channelsLast) {
        return channelsLast ? weight.movedim(1, -1) : weight;
    }
}
