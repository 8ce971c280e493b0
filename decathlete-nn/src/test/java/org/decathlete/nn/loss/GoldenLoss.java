package org.decathlete.nn.loss;

import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** The loss that an entry of golden/losses/cases.json describes. */
final class GoldenLoss {

    private GoldenLoss() {}

    static Optional<HeadLoss> of(JsonNode json) {
        String name = json.get("loss").asString();
        OptionalInt ignore = json.has("ignore_label")
                ? OptionalInt.of(json.get("ignore_label").asInt())
                : OptionalInt.empty();
        if (name.startsWith("MONAI")) {
            return GoldenMonaiLoss.of(name, json.get("kwargs"));
        }
        if (!name.startsWith("nnU-Net")) {
            return Optional.empty();
        }
        if (name.contains("DC_and_CE")) {
            HeadLoss overlap = new DiceCrossEntropy(dice(json.get("soft_dice_kwargs")), false, ignore);
            HeadLoss entropy = new DiceCrossEntropy(null, true, ignore);
            double overlapWeight = json.path("weight_dice").asDouble(1);
            double entropyWeight = json.path("weight_ce").asDouble(1);
            return overlapWeight == 1 && entropyWeight == 1
                    ? Optional.of(new DiceCrossEntropy(dice(json.get("soft_dice_kwargs")), true, ignore))
                    : Optional.of(overlap.times(overlapWeight).plus(entropy.times(entropyWeight)));
        }
        if (name.contains("DC_and_BCE")) {
            return Optional.of(new DiceBinaryCrossEntropy(
                    dice(json.get("soft_dice_kwargs")),
                    name.contains("ignore"),
                    json.path("weight_ce").asDouble(1),
                    json.path("weight_dice").asDouble(1)));
        }
        if (name.contains("DC_and_topk")) {
            double percent = json.has("k")
                    ? json.get("k").asDouble()
                    : Double.parseDouble(name.replaceAll(".*k=(\\d+).*", "$1"));
            return Optional.of(new DiceCrossEntropy(dice(json.get("soft_dice_kwargs")), false, ignore)
                    .times(json.path("weight_dice").asDouble(1))
                    .plus(new TopKCrossEntropy(percent, ignore)
                            .times(json.path("weight_ce").asDouble(1))));
        }
        if (name.contains("TopKLoss")) {
            return Optional.of(new TopKCrossEntropy(json.get("k").asDouble(), ignore));
        }
        if (name.contains("CrossEntropy")) {
            return Optional.of(new DiceCrossEntropy(null, true, ignore));
        }
        if (name.contains("SoftDice")) {
            return Optional.of(new DiceCrossEntropy(dice(json.get("kwargs")), false, ignore));
        }
        return Optional.empty();
    }

    static SoftDice dice(JsonNode arguments) {
        return new SoftDice(
                arguments.get("batch_dice").asBoolean(),
                arguments.get("do_bg").asBoolean(),
                arguments.get("smooth").asDouble());
    }
}
