package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Scope;

/**
 * A residual block of nnU-Net (dynamic-network-architectures' BasicBlockD): two convolution units of which the second has no
 * activation, a skip that averages where the block strides and projects where channels change, their sum, activation.
 */
final class ResidualBlock implements Layer {
    private final ConvolutionUnit first;
    private final ConvolutionUnit second;
    private final Layer skip;
    private final Layer activation;

    private ResidualBlock(ConvolutionUnit first, ConvolutionUnit second, Layer skip, Layer activation) {
        this.first = first;
        this.second = second;
        this.skip = skip;
        this.activation = activation;
    }

    /** Parameters {@code name.conv1.*}, {@code name.conv2.*}, where channels change {@code name.skip.i.*}, with a learned slope {@code name.nonlin2.weight}. */
    static ResidualBlock of(
            Parameters parameters,
            String name,
            UnitSpec unit,
            boolean biased,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride) {
        List<Integer> ones = Collections.nCopies(stride.size(), 1);
        ConvolutionUnit first = ConvolutionUnit.of(parameters, name + ".conv1", unit, in, out, kernel, stride, biased);
        ConvolutionUnit second =
                ConvolutionUnit.linear(parameters, name + ".conv2", unit, out, out, kernel, ones, biased);
        // Before the skip, as Python registers it: optimisers number parameters in that order.
        Layer activation = Activations.of(parameters, name + ".nonlin2", unit);
        List<Layer> skip = new ArrayList<>();
        if (!stride.equals(ones)) {
            skip.add(average(parameters, Shapes.of(stride)));
        }
        if (in != out) {
            String place = name + ".skip." + skip.size();
            skip.add(ConvolutionUnit.linear(parameters, place, unit, in, out, ones, ones, false));
        }
        return new ResidualBlock(first, second, chain(skip), activation);
    }

    @Override
    public Tensor apply(Tensor x) {
        try (Scope scope = Scope.open()) {
            Tensor sum = second.apply(first.apply(x));
            sum.add_(skip.apply(x));
            return scope.pass(activation.apply(sum));
        }
    }

    private static Layer average(Parameters parameters, long[] stride) {
        long[] zeros = new long[stride.length];
        return x -> {
            long[] step = parameters.order().of(stride);
            return stride.length == 3
                    ? torch.avg_pool3d(x, step, step, zeros, false, true, new LongOptional())
                    : torch.avg_pool2d(x, step, step, zeros, false, true, new LongOptional());
        };
    }

    private static Layer chain(List<Layer> layers) {
        return x -> {
            Tensor y = x;
            for (Layer layer : layers) {
                y = layer.apply(y);
            }
            return y;
        };
    }
}
