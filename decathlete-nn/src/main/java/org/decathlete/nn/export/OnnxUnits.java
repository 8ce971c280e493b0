package org.decathlete.nn.export;

import java.util.List;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;

/**
 * What follows a convolution, in ONNX's operations, as a network computes it in prediction: dropout does nothing then, and batch
 * normalisation goes by its running averages.
 */
final class OnnxUnits {
    private final OnnxGraph graph;

    OnnxUnits(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Normalisation with the weights {@code name.*}. */
    String norm(UnitSpec unit, String name, String input) {
        return unit.norm() == Norm.BATCH
                ? graph.batchNorm(name, input, unit.normEpsilon())
                : graph.instanceNorm(name, input, unit.normEpsilon());
    }

    /** Activation, with the weight {@code name.weight} where its slope is learned. */
    String activation(UnitSpec unit, String name, String input) {
        return switch (unit.activation()) {
            case LEAKY_RELU -> graph.elementwise("LeakyRelu", name, input, "alpha", unit.leakySlope());
            case RELU -> graph.elementwise("Relu", name, List.of(input));
            case ELU -> graph.elementwise("Elu", name, input, "alpha", 1);
            case PRELU -> graph.learnedSlope(name, input);
            case GELU -> gelu(name, input);
        };
    }

    /** x times the normal distribution function of x: x/2 · (1 + erf(x/√2)). ONNX has an operation of its own from opset 20 on only. */
    private String gelu(String name, String input) {
        String scaled = multiplied(name + "/scaled", input, Math.sqrt(0.5));
        String error = graph.elementwise("Erf", name, List.of(scaled));
        String one = graph.constant(name + "/one", 1);
        String share = graph.sum(name, error, one);
        String half = multiplied(name + "/half", input, 0.5);
        return graph.elementwise("Mul", name, List.of(half, share));
    }

    private String multiplied(String name, String input, double factor) {
        return graph.elementwise("Mul", name, List.of(input, graph.constant(name, factor)));
    }
}
