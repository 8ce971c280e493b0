package org.decathlete.nn.net;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** Learned upsampling: a transposed convolution whose kernel is its stride, so that outputs do not overlap. */
final class TransposedConvolution implements Layer {
    private final Parameters parameters;
    private final Weight weight;
    private final @Nullable Tensor bias;
    private final long[] stride;

    /** Weight {@code name.weight} (in, out, stride…) and, where asked for, {@code name.bias} (out). */
    TransposedConvolution(Parameters parameters, String name, int in, int out, List<Integer> stride, boolean biased) {
        this.parameters = parameters;
        this.weight = parameters.convolution(name + ".weight", Shapes.of(in, out, stride));
        this.bias = biased ? parameters.create(name + ".bias", out) : null;
        this.stride = Shapes.of(stride);
    }

    @Override
    public Tensor apply(Tensor x) {
        long[] ones = Shapes.ones(stride.length);
        long[] zeros = new long[stride.length];
        long[] step = parameters.order().of(stride);
        TensorOptional none = new TensorOptional();
        Tensor y = stride.length == 3
                ? torch.conv_transpose3d(x, weight.tensor(), none, step, zeros, zeros, 1, ones)
                : torch.conv_transpose2d(x, weight.tensor(), none, step, zeros, zeros, 1, ones);
        return bias == null ? y : y.add_(perChannel(bias, y));
    }

    /** Added apart: inside the operation, oneDNN computes the gradient of the bias by a plain loop over single numbers. */
    private Tensor perChannel(Tensor values, Tensor like) {
        long[] shape = Shapes.ones(stride.length + 2);
        shape[1] = values.size(0);
        return Tensors.to(values, Tensors.type(like)).view(shape);
    }
}
