package org.decathlete.nn.net;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Scope;

/** Convolution, instance normalisation and, unless left out, leaky ReLU: the brick of nnU-Net's networks. */
final class ConvolutionUnit implements Layer {
    private final Convolution convolution;
    private final InstanceNorm norm;
    private final double slope;
    private final boolean activated;

    private ConvolutionUnit(Convolution convolution, InstanceNorm norm, double slope, boolean activated) {
        this.convolution = convolution;
        this.norm = norm;
        this.slope = slope;
        this.activated = activated;
    }

    /** A unit with activation; its parameters are {@code name.conv.*} and {@code name.norm.*}. */
    static ConvolutionUnit of(
            Parameters parameters,
            String name,
            UNetSpec spec,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride) {
        return new ConvolutionUnit(
                new Convolution(parameters, name + ".conv", in, out, kernel, stride, spec.convBias()),
                new InstanceNorm(parameters, name + ".norm", out, spec.normEpsilon()),
                spec.leakySlope(),
                true);
    }

    /** The same weights without the activation, as the branches of a residual block end. */
    ConvolutionUnit withoutActivation() {
        return new ConvolutionUnit(convolution, norm, slope, false);
    }

    @Override
    public Tensor apply(Tensor x) {
        try (Scope scope = Scope.open()) {
            Tensor y = norm.apply(convolution.applyWithoutBias(x));
            if (activated) {
                torch.leaky_relu_(y, new Scalar(slope));
            }
            return scope.pass(y);
        }
    }
}
