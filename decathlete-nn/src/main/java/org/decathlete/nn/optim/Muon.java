package org.decathlete.nn.optim;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
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

    private static final int ITERATIONS = 5;

    /** Of the odd polynomial of degree five that takes singular values in (0, 1] to about 1 within five iterations (Jordan et al., 2024). */
    private static final double LINEAR = 3.4445;

    private static final double CUBIC = -4.7750;
    private static final double QUINTIC = 2.0315;

    private final OptimizerSpec.Muon spec;
    private final ScalarType products;

    /** @param products type in which matrices are multiplied: bfloat16 is enough, where it is fast */
    Muon(OptimizerSpec.Muon spec, Map<String, Tensor> parameters, ScalarType products) {
        super(spec.others(), parameters, (name, parameter) -> !isMatrix(parameter));
        this.spec = spec;
        this.products = products;
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
        decay(parameter, gradient, learningRate);
        Scalar momentum = new Scalar(spec.momentum());
        Tensor buffer = remembered(name + MOMENTUM);
        buffer.mul_(momentum).add_(gradient);
        Tensor direction = gradient.add_(buffer, momentum);
        Tensor matrix = direction.reshape(direction.size(0), -1);
        double scale = USUAL * Math.sqrt((double) Math.max(matrix.size(0), matrix.size(1)));
        Tensor update = orthogonal(matrix, products).to(ScalarType.Float).reshape(parameter.shape());
        parameter.add_(update, new Scalar(-learningRate * scale));
    }

    /**
     * About the nearest matrix with orthonormal rows or columns, whichever are fewer: its singular values are between 0.7 and 1.2.
     *
     * @param products type in which matrices are multiplied, and of the result
     */
    static Tensor orthogonal(Tensor matrix, ScalarType products) {
        boolean tall = matrix.size(0) > matrix.size(1);
        Tensor wide = tall ? matrix.t() : matrix;
        // Before it loses digits: a gradient's norm may be small.
        Tensor x = wide.div(wide.norm().clamp_min(new Scalar(1e-20))).to(products);
        for (int i = 0; i < ITERATIONS; i++) {
            Tensor square = x.matmul(x.t());
            Tensor polynomial = square.mul(new Scalar(CUBIC)).add_(square.matmul(square), new Scalar(QUINTIC));
            x = x.mul(new Scalar(LINEAR)).add_(polynomial.matmul(x));
        }
        return tall ? x.t() : x;
    }
}
