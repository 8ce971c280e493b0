package org.decathlete.nn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The loss of MONAI that an entry of golden/losses/cases.json describes by Python's arguments. */
final class GoldenMonaiLoss {
    /** {@code to_onehot_y} says nothing that the shapes do not say. */
    private static final Set<String> KNOWN = Set.of(
            "include_background",
            "to_onehot_y",
            "sigmoid",
            "softmax",
            "use_softmax",
            "squared_pred",
            "jaccard",
            "smooth_nr",
            "smooth_dr",
            "batch",
            "gamma",
            "alpha",
            "weight",
            "label_smoothing",
            "lambda_dice",
            "lambda_ce",
            "lambda_focal");

    private GoldenMonaiLoss() {}

    static Optional<HeadLoss> of(String name, JsonNode arguments) {
        requireKnown(name, arguments);
        ClassWeights weights = weights(arguments);
        double gamma = number(arguments, "gamma", 2);
        OptionalDouble alpha = arguments.path("alpha").isNumber()
                ? OptionalDouble.of(arguments.get("alpha").asDouble())
                : OptionalDouble.empty();
        if (name.startsWith("MONAI DiceCELoss")) {
            return Optional.of(MonaiLosses.diceCrossEntropy(
                    dice(arguments),
                    new CrossEntropy(weights, number(arguments, "label_smoothing", 0)),
                    number(arguments, "lambda_dice", 1),
                    number(arguments, "lambda_ce", 1)));
        }
        if (name.startsWith("MONAI DiceFocalLoss")) {
            return Optional.of(MonaiLosses.diceFocal(
                    dice(arguments).weighted(weights),
                    gamma,
                    alpha,
                    number(arguments, "lambda_dice", 1),
                    number(arguments, "lambda_focal", 1)));
        }
        if (name.startsWith("MONAI FocalLoss")) {
            return Optional.of(new FocalLoss(
                    gamma,
                    alpha,
                    flag(arguments, "include_background", true),
                    flag(arguments, "use_softmax", false),
                    weights));
        }
        if (name.startsWith("MONAI DiceLoss")) {
            return Optional.of(dice(arguments).weighted(weights));
        }
        return Optional.empty();
    }

    /** An argument that is not understood would make another loss of it without a word. */
    private static void requireKnown(String name, JsonNode arguments) {
        for (String argument : arguments.propertyNames()) {
            if (!KNOWN.contains(argument)) {
                throw new AssertionError(name + ": argument " + argument + " is not known here");
            }
        }
    }

    private static ClassWeights weights(JsonNode arguments) {
        JsonNode weight = arguments.path("weight");
        List<Double> values = new ArrayList<>();
        if (weight.isNumber()) {
            values.add(weight.asDouble());
        }
        weight.forEach(one -> values.add(one.asDouble()));
        return new ClassWeights(values);
    }

    private static DiceLoss dice(JsonNode arguments) {
        return new DiceLoss(
                activation(arguments),
                flag(arguments, "include_background", true),
                flag(arguments, "squared_pred", false),
                flag(arguments, "jaccard", false),
                number(arguments, "smooth_nr", 1e-5),
                number(arguments, "smooth_dr", 1e-5),
                flag(arguments, "batch", false),
                ClassWeights.EQUAL);
    }

    private static DiceLoss.Activation activation(JsonNode arguments) {
        if (flag(arguments, "sigmoid", false)) {
            return DiceLoss.Activation.SIGMOID;
        }
        return flag(arguments, "softmax", false) ? DiceLoss.Activation.SOFTMAX : DiceLoss.Activation.NONE;
    }

    private static boolean flag(JsonNode arguments, String name, boolean otherwise) {
        return arguments.path(name).asBoolean(otherwise);
    }

    private static double number(JsonNode arguments, String name, double otherwise) {
        return arguments.path(name).asDouble(otherwise);
    }
}
