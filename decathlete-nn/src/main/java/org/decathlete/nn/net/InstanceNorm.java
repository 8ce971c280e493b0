package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;

/**
 * Instance normalisation with learned scale and shift: each channel of each sample to mean 0 and variance 1 (biased) over its
 * voxels, then scaled and shifted.
 *
 * <p>On the processor it is computed as a batch normalisation of each sample alone, which is the same thing: libtorch's
 * instance norm leaves the channels-last layout that the convolutions work in, and its group norm is slow backwards there. In that
 * layout batch normalisation sums each channel in one long row of float32, though, which deep networks amplify to five times the
 * rounding of PyTorch's own; small feature maps of several samples in float32, where the layout costs little, therefore take the instance norm.
 */
final class InstanceNorm implements Layer {
    private static final long SMALL = 1 << 14;

    private final Tensor weight;
    private final Tensor bias;
    private final double epsilon;
    private final boolean perSample;

    /** Scale {@code name.weight} and shift {@code name.bias}, (channels). */
    InstanceNorm(Parameters parameters, String name, int channels, double epsilon) {
        this.weight = parameters.create(name + ".weight", channels);
        this.bias = parameters.create(name + ".bias", channels);
        this.epsilon = epsilon;
        this.perSample = !parameters.device().cuda();
    }

    @Override
    public Tensor apply(Tensor x) {
        if (!perSample) {
            return torch.instance_norm(x, some(weight), some(bias), none(), none(), true, 0, epsilon, true);
        }
        long samples = x.size(0);
        if (samples == 1) {
            // Not the instance norm: of a single sample it takes a channels-last gradient for a contiguous one.
            return normalise(x);
        }
        if (Tensors.type(x) == ScalarType.Float && x.numel() / (samples * x.size(1)) <= SMALL) {
            return MemoryLayout.channelsLast(
                    torch.instance_norm(x, some(weight), some(bias), none(), none(), true, 0, epsilon, false));
        }
        // Not narrow: its gradient would be a whole batch of zeros for every sample.
        TensorVector parts = x.split(1, 0);
        for (long sample = 0; sample < samples; sample++) {
            parts.put(sample, normalise(parts.get(sample)));
        }
        return torch.cat(parts, 0);
    }

    private Tensor normalise(Tensor sample) {
        return torch.batch_norm(sample, some(weight), some(bias), none(), none(), true, 0, epsilon, false);
    }

    private static TensorOptional some(Tensor tensor) {
        return new TensorOptional(tensor);
    }

    private static TensorOptional none() {
        return new TensorOptional();
    }
}
