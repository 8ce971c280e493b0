package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Scope;

/**
 * A residual block of nnU-Net (dynamic-network-architectures' BasicBlockD): two convolution units of which the second has no
 * activation, a skip that averages where the block strides and projects where channels change, their sum, leaky ReLU.
 */
final class ResidualBlock implements Layer {
    private final ConvolutionUnit first;
    private final ConvolutionUnit second;
    private final Layer skip;
    private final double slope;

    private ResidualBlock(ConvolutionUnit first, ConvolutionUnit second, Layer skip, double slope) {
        this.first = first;
        this.second = second;
        this.skip = skip;
        this.slope = slope;
    }

    /** Parameters {@code name.conv1.*}, {@code name.conv2.*} and, where channels change, {@code name.skip.i.*}. */
    static ResidualBlock of(
            Parameters parameters,
            String name,
            UNetSpec spec,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride) {
        List<Integer> ones = Collections.nCopies(stride.size(), 1);
        ConvolutionUnit first = ConvolutionUnit.of(parameters, name + ".conv1", spec, in, out, kernel, stride);
        ConvolutionUnit second = ConvolutionUnit.of(parameters, name + ".conv2", spec, out, out, kernel, ones)
                .withoutActivation();
        List<Layer> skip = new ArrayList<>();
        if (!stride.equals(ones)) {
            skip.add(average(Shapes.of(stride)));
        }
        if (in != out) {
            skip.add(projection(parameters, name + ".skip." + skip.size(), spec, in, out, ones));
        }
        return new ResidualBlock(first, second, chain(skip), spec.leakySlope());
    }

    @Override
    public Tensor apply(Tensor x) {
        try (Scope scope = Scope.open()) {
            Tensor sum = second.apply(first.apply(x));
            sum.add_(skip.apply(x));
            torch.leaky_relu_(sum, new Scalar(slope));
            return scope.pass(sum);
        }
    }

    private static Layer projection(
            Parameters parameters, String name, UNetSpec spec, int in, int out, List<Integer> ones) {
        Convolution convolution = new Convolution(parameters, name + ".conv", in, out, ones, ones, false);
        InstanceNorm norm = new InstanceNorm(parameters, name + ".norm", out, spec.normEpsilon());
        return x -> norm.apply(convolution.apply(x));
    }

    private static Layer average(long[] stride) {
        long[] zeros = new long[stride.length];
        return x -> stride.length == 3
                ? torch.avg_pool3d(x, stride, stride, zeros, false, true, new LongOptional())
                : torch.avg_pool2d(x, stride, stride, zeros, false, true, new LongOptional());
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
