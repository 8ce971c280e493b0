package org.decathlete.nn.net;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Scope;

/** Convolution, dropout, normalisation and activation: the brick of nnU-Net's networks. */
final class ConvolutionUnit implements Layer {
    private final Parameters parameters;
    private final Convolution convolution;
    private final UnitSpec unit;
    private final Layer norm;
    private final Layer activation;
    private final double dropout;

    private ConvolutionUnit(
            Parameters parameters,
            Convolution convolution,
            UnitSpec unit,
            Layer norm,
            Layer activation,
            double dropout) {
        this.parameters = parameters;
        this.convolution = convolution;
        this.unit = unit;
        this.norm = norm;
        this.activation = activation;
        this.dropout = dropout;
    }

    /** A whole unit; its parameters are {@code name.conv.*}, {@code name.norm.*} and, with a learned slope, {@code name.nonlin.weight}. */
    static ConvolutionUnit of(
            Parameters parameters,
            String name,
            UnitSpec unit,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride,
            boolean biased) {
        Convolution convolution = new Convolution(parameters, name + ".conv", in, out, kernel, stride, biased);
        Layer norm = norm(parameters, name, unit, out);
        Layer activation = Activations.of(parameters, name + ".nonlin", unit);
        return new ConvolutionUnit(parameters, convolution, unit, norm, activation, unit.dropout());
    }

    /** Convolution and normalisation alone, as the branches of a residual block end. */
    static ConvolutionUnit linear(
            Parameters parameters,
            String name,
            UnitSpec unit,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride,
            boolean biased) {
        Convolution convolution = new Convolution(parameters, name + ".conv", in, out, kernel, stride, biased);
        return new ConvolutionUnit(parameters, convolution, unit, norm(parameters, name, unit, out), x -> x, 0);
    }

    private static Layer norm(Parameters parameters, String name, UnitSpec unit, int channels) {
        return unit.norm() == Norm.BATCH
                ? new BatchNorm(parameters, name + ".norm", channels, unit.normEpsilon())
                : new InstanceNorm(parameters, name + ".norm", channels, unit.normEpsilon());
    }

    @Override
    public Tensor apply(Tensor x) {
        try (Scope scope = Scope.open()) {
            return scope.pass(activation.apply(norm.apply(dropped(convolved(x)))));
        }
    }

    /** Instance normalisation would subtract the bias again; running averages remember it. */
    private Tensor convolved(Tensor x) {
        return unit.norm() == Norm.INSTANCE ? convolution.applyWithoutBias(x) : convolution.apply(x);
    }

    private Tensor dropped(Tensor x) {
        return dropout > 0 && parameters.training() ? torch.feature_dropout(x, dropout, true) : x;
    }
}
