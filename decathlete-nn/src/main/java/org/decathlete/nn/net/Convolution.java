package org.decathlete.nn.net;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** A convolution with odd kernel and "same" padding, (k − 1) / 2 on each side. */
final class Convolution implements Layer {
    private final Parameters parameters;
    private final Weight weight;
    private final @Nullable Tensor bias;
    private final long[] stride;
    private final long[] padding;

    /** Weight {@code name.weight} (out, in, kernel…) and, where asked for, {@code name.bias} (out). */
    Convolution(
            Parameters parameters,
            String name,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride,
            boolean biased) {
        this.parameters = parameters;
        this.weight = parameters.convolution(name + ".weight", Shapes.of(out, in, kernel));
        this.bias = biased ? parameters.create(name + ".bias", out) : null;
        this.stride = Shapes.of(stride);
        this.padding = kernel.stream().mapToLong(extent -> (extent - 1) / 2).toArray();
    }

    @Override
    public Tensor apply(Tensor x) {
        return apply(x, true);
    }

    /** Without the bias, for a normalisation that follows and would subtract it again. */
    Tensor applyWithoutBias(Tensor x) {
        return apply(x, false);
    }

    private Tensor apply(Tensor x, boolean biased) {
        long[] ones = Shapes.ones(stride.length);
        long[] step = parameters.order().of(stride);
        long[] border = parameters.order().of(padding);
        TensorOptional shift = biased && bias != null ? new TensorOptional(bias) : new TensorOptional();
        return stride.length == 3
                ? torch.conv3d(x, weight.tensor(), shift, step, border, ones, 1)
                : torch.conv2d(x, weight.tensor(), shift, step, border, ones, 1);
    }
}
