package org.decathlete.core.plan.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;
import tools.jackson.databind.node.ObjectNode;

/** What follows a convolution, as the arguments of nnU-Net's networks name it: PyTorch's classes and their arguments. */
final class UnitJson {
    /** The arguments that are read here. */
    static final List<String> FIELDS =
            List.of("norm_op", "norm_op_kwargs", "dropout_op", "dropout_op_kwargs", "nonlin", "nonlin_kwargs");

    /** Whether a layer overwrites its input, which changes nothing of what it computes. */
    private static final String IN_PLACE = "inplace";

    private static final String SLOPE = "negative_slope";
    private static final double EPSILON = 1e-5;
    private static final double LEAKY_SLOPE = 0.01;
    private static final double DROPOUT = 0.5;

    private UnitJson() {}

    /** PyTorch's name of an activation, without its package. */
    private enum TorchActivation {
        LeakyReLU(Activation.LEAKY_RELU, true),
        ReLU(Activation.RELU, true),
        ELU(Activation.ELU, true),
        GELU(Activation.GELU, false),
        PReLU(Activation.PRELU, false);

        private final Activation activation;
        private final boolean inPlace;

        TorchActivation(Activation activation, boolean inPlace) {
            this.activation = activation;
            this.inPlace = inPlace;
        }

        /** Arguments that have one value here, PyTorch's default. */
        private Map<String, Object> fixed() {
            return switch (this) {
                case ELU -> Map.of("alpha", 1);
                case GELU -> Map.of("approximate", "none");
                case PReLU -> Map.of("num_parameters", 1, "init", 0.25);
                case LeakyReLU, ReLU -> Map.of();
            };
        }
    }

    /** @param dimensions {@code 2d} or {@code 3d} */
    static void write(UnitSpec unit, String dimensions, ObjectNode arguments) {
        arguments.put(
                "norm_op",
                unit.norm() == Norm.BATCH
                        ? "torch.nn.modules.batchnorm.BatchNorm" + dimensions
                        : "torch.nn.modules.instancenorm.InstanceNorm" + dimensions);
        arguments.putObject("norm_op_kwargs").put("eps", unit.normEpsilon()).put("affine", true);
        if (unit.dropout() == 0) {
            arguments.putNull("dropout_op");
            arguments.putNull("dropout_op_kwargs");
        } else {
            arguments.put("dropout_op", "torch.nn.modules.dropout.Dropout" + dimensions);
            arguments.putObject("dropout_op_kwargs").put("p", unit.dropout());
        }
        TorchActivation activation = Arrays.stream(TorchActivation.values())
                .filter(one -> one.activation == unit.activation())
                .findFirst()
                .orElseThrow();
        arguments.put("nonlin", "torch.nn." + activation);
        ObjectNode settings = arguments.putObject("nonlin_kwargs");
        if (activation.inPlace) {
            settings.put(IN_PLACE, true);
        }
        if (unit.activation() == Activation.LEAKY_RELU && unit.leakySlope() != LEAKY_SLOPE) {
            settings.put(SLOPE, unit.leakySlope());
        }
    }

    /**
     * Reads the arguments {@code norm_op}, {@code dropout_op}, {@code nonlin} and theirs.
     *
     * @throws DecathleteException of kind DATA when they name what these networks do not have
     */
    static UnitSpec read(JsonFields arguments, int dimensions) {
        Norm norm = norm(arguments, dimensions);
        JsonFields normArguments = arguments.childOrEmpty("norm_op_kwargs");
        // PyTorch's default: batch normalisation learns scale and shift, instance normalisation does not.
        boolean affine = normArguments.has("affine") ? normArguments.flag("affine") : norm == Norm.BATCH;
        if (!affine) {
            throw normArguments.wrong("affine", "true");
        }
        normArguments.requireNothingBeyond(List.of("eps", "affine"), normDefaults(norm));
        TorchActivation activation = activation(arguments);
        JsonFields activationArguments = arguments.childOrEmpty("nonlin_kwargs");
        activationArguments.requireNothingBeyond(
                activation == TorchActivation.LeakyReLU ? List.of(IN_PLACE, SLOPE) : List.of(IN_PLACE),
                activation.fixed());
        return new UnitSpec(
                norm,
                normArguments.has("eps") ? normArguments.number("eps") : EPSILON,
                activation.activation,
                activationArguments.has(SLOPE) ? activationArguments.number(SLOPE) : LEAKY_SLOPE,
                dropout(arguments, dimensions));
    }

    private static Norm norm(JsonFields arguments, int dimensions) {
        String name = arguments.text("norm_op");
        if (name.endsWith(".InstanceNorm" + dimensions + "d")) {
            return Norm.INSTANCE;
        }
        if (name.endsWith(".BatchNorm" + dimensions + "d")) {
            return Norm.BATCH;
        }
        throw arguments.wrong("norm_op", "InstanceNorm" + dimensions + "d or BatchNorm" + dimensions + "d");
    }

    /** PyTorch's defaults of what is fixed here. */
    private static Map<String, Object> normDefaults(Norm norm) {
        return norm == Norm.BATCH
                ? Map.of("momentum", 0.1, "track_running_stats", true)
                : Map.of("momentum", 0.1, "track_running_stats", false);
    }

    private static TorchActivation activation(JsonFields arguments) {
        String name = arguments.text("nonlin");
        return Arrays.stream(TorchActivation.values())
                .filter(one -> name.endsWith("." + one))
                .findFirst()
                .orElseThrow(() ->
                        arguments.wrong("nonlin", "one of torch.nn's " + Arrays.toString(TorchActivation.values())));
    }

    private static double dropout(JsonFields arguments, int dimensions) {
        if (!arguments.has("dropout_op")) {
            return 0;
        }
        if (!arguments.text("dropout_op").endsWith(".Dropout" + dimensions + "d")) {
            throw arguments.wrong("dropout_op", "null or Dropout" + dimensions + "d");
        }
        JsonFields dropoutArguments = arguments.childOrEmpty("dropout_op_kwargs");
        dropoutArguments.requireNothingBeyond(List.of("p", IN_PLACE), Map.of());
        return dropoutArguments.has("p") ? dropoutArguments.number("p") : DROPOUT;
    }
}
