package org.decathlete.app.tune.network;

import java.util.List;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UnitSpec;

/** Normalisations and activations by name: as hyperparameters, and as words of the grammar. */
public final class Units {
    /** In the published order. */
    static final List<String> ACTIVATIONS = List.of("LeakyReLU", "ReLU", "ELU", "GELU", "PReLU");

    static final List<String> NORMS = List.of("BatchNorm", "InstanceNorm");

    /** In the order of the published grammar. */
    public static final List<String> ACTIVATION_WORDS = List.of("leaky_relu", "relu", "elu", "prelu", "gelu");

    public static final List<String> NORM_WORDS = List.of("instance_norm", "batch_norm");

    private Units() {}

    /** A unit with what is named, by either kind of name, and the rest of another. */
    public static UnitSpec of(UnitSpec like, String norm, String activation, double dropout) {
        return new UnitSpec(norm(norm), like.normEpsilon(), activation(activation), like.leakySlope(), dropout);
    }

    static String activationName(UnitSpec unit) {
        return named(ACTIVATIONS, unit.activation());
    }

    public static String activationWord(UnitSpec unit) {
        return named(ACTIVATION_WORDS, unit.activation());
    }

    static String normName(UnitSpec unit) {
        return NORMS.get(unit.norm() == Norm.BATCH ? 0 : 1);
    }

    public static String normWord(UnitSpec unit) {
        return NORM_WORDS.get(unit.norm() == Norm.INSTANCE ? 0 : 1);
    }

    private static String named(List<String> names, Activation activation) {
        return names.stream()
                .filter(name -> activation(name) == activation)
                .findFirst()
                .orElseThrow();
    }

    private static Norm norm(String name) {
        return switch (name) {
            case "BatchNorm", "batch_norm" -> Norm.BATCH;
            case "InstanceNorm", "instance_norm" -> Norm.INSTANCE;
            default -> throw new IllegalArgumentException(name + " is no normalisation");
        };
    }

    private static Activation activation(String name) {
        return switch (name) {
            case "LeakyReLU", "leaky_relu" -> Activation.LEAKY_RELU;
            case "ReLU", "relu" -> Activation.RELU;
            case "ELU", "elu" -> Activation.ELU;
            case "GELU", "gelu" -> Activation.GELU;
            case "PReLU", "prelu" -> Activation.PRELU;
            default -> throw new IllegalArgumentException(name + " is no activation");
        };
    }
}
