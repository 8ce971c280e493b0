package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation with learned scale and shift: each channel to mean 0 and variance 1 over the batch in training, by running
 * averages of both in prediction.
 */
final class BatchNorm implements Layer {
    private static final double MOMENTUM = 0.1;

    private final Parameters parameters;
    private final Tensor weight;
    private final Tensor bias;
    private final Tensor mean;
    private final Tensor variance;
    private final double epsilon;

    /** Scale {@code name.weight}, shift {@code name.bias}, buffers {@code name.running_mean} and {@code name.running_var}, (channels). */
    BatchNorm(Parameters parameters, String name, int channels, double epsilon) {
        this.parameters = parameters;
        this.weight = parameters.create(name + ".weight", channels);
        this.bias = parameters.create(name + ".bias", channels);
        this.mean = parameters.buffer(name + ".running_mean", 0, channels);
        this.variance = parameters.buffer(name + ".running_var", 1, channels);
        this.epsilon = epsilon;
    }

    @Override
    public Tensor apply(Tensor x) {
        return torch.batch_norm(
                x,
                new TensorOptional(weight),
                new TensorOptional(bias),
                new TensorOptional(mean),
                new TensorOptional(variance),
                parameters.training(),
                MOMENTUM,
                epsilon,
                false);
    }
}
