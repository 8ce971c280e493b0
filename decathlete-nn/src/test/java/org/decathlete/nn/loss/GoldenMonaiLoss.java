package org.decathlete.nn.loss;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The loss of MONAI that an entry of golden/losses/cases.json describes by Python's arguments. */
final class GoldenMonaiLoss {

    private GoldenMonaiLoss() {}

    static Optional<HeadLoss> of(String name, JsonNode arguments) {
        if (name.startsWith("MONAI DiceCELoss")) {
            return Optional.of(MonaiLosses.diceCrossEntropy(
                    dice(arguments), number(arguments, "lambda_dice", 1), number(arguments, "lambda_ce", 1)));
        }
        if (name.startsWith("MONAI DiceFocalLoss")) {
            return Optional.of(MonaiLosses.diceFocal(
                    dice(arguments),
                    number(arguments, "gamma", 2),
                    number(arguments, "lambda_dice", 1),
                    number(arguments, "lambda_focal", 1)));
        }
        if (name.startsWith("MONAI FocalLoss")) {
            return Optional.of(new FocalLoss(
                    number(arguments, "gamma", 2),
                    flag(arguments, "include_background", true),
                    flag(arguments, "use_softmax", false)));
        }
        if (name.startsWith("MONAI DiceLoss")) {
            return Optional.of(dice(arguments));
        }
        return Optional.empty();
    }

    private static DiceLoss dice(JsonNode arguments) {
        return new DiceLoss(
                flag(arguments, "sigmoid", false) ? DiceLoss.Activation.SIGMOID : DiceLoss.Activation.SOFTMAX,
                flag(arguments, "include_background", true),
                flag(arguments, "squared_pred", false),
                flag(arguments, "jaccard", false),
                number(arguments, "smooth_nr", 1e-5),
                number(arguments, "smooth_dr", 1e-5),
                flag(arguments, "batch", false));
    }

    private static boolean flag(JsonNode arguments, String name, boolean otherwise) {
        return arguments.path(name).asBoolean(otherwise);
    }

    private static double number(JsonNode arguments, String name, double otherwise) {
        return arguments.path(name).asDouble(otherwise);
    }
}
