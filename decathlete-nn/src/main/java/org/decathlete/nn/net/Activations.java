package org.decathlete.nn.net;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.tensor.Tensors;

/** Activations as layers; what they are given they may overwrite. */
final class Activations {

    private Activations() {}

    /** The activation of a unit; a learned slope is {@code name.weight} (1). */
    static Layer of(Parameters parameters, String name, UnitSpec unit) {
        return switch (unit.activation()) {
            case LEAKY_RELU -> leakyRelu(unit.leakySlope());
            case RELU ->
                x -> {
                    torch.relu_(x);
                    return x;
                };
            case ELU ->
                x -> {
                    torch.elu_(x);
                    return x;
                };
            case GELU -> torch::gelu;
            case PRELU -> learnedSlope(parameters.create(name + ".weight", 1));
        };
    }

    private static Layer leakyRelu(double slope) {
        return x -> {
            torch.leaky_relu_(x, new Scalar(slope));
            return x;
        };
    }

    private static Layer learnedSlope(Tensor weight) {
        return x -> torch.prelu(x, Tensors.to(weight, Tensors.type(x)));
    }
}
