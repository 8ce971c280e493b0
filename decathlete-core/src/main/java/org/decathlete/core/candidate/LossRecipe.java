package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is minimised, over the heads of all resolutions when deeply supervised.
 *
 * @param name the kind of loss; jars can add kinds
 * @param crossEntropyWeight weight of the cross-entropy (binary, per region, where labels are regions)
 * @param diceWeight weight of the soft Dice
 * @param diceSmooth added to numerator and denominator of the Dice
 * @param arguments what else the kind takes, by its names: numbers, texts, true or false, or lists of them; null, and absent from its
 *     JSON, where there is nothing. Numbers are all kept as doubles, so that equal arguments give equal JSON
 */
public record LossRecipe(
        String name,
        double crossEntropyWeight,
        double diceWeight,
        double diceSmooth,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> arguments) {

    /** nnU-Net's: a weighted sum of cross-entropy (binary, per region, where labels are regions) and soft Dice. */
    public static final String DICE_CROSS_ENTROPY = "dice_ce";

    /** The cross-entropy of the tenth of the voxels where it is worst, and soft Dice where that has a weight. */
    public static final String TOP_K = "topk";

    /** MONAI's DiceCELoss: see {@code MonaiLossType} for its arguments. */
    public static final String MONAI_DICE_CROSS_ENTROPY = "monai_dice_ce";

    /** MONAI's DiceFocalLoss, with the focal loss in the place of the cross-entropy. */
    public static final String MONAI_DICE_FOCAL = "monai_dice_focal";

    /** A loss that takes no further arguments. */
    public LossRecipe(String name, double crossEntropyWeight, double diceWeight, double diceSmooth) {
        this(name, crossEntropyWeight, diceWeight, diceSmooth, null);
    }

    public LossRecipe {
        Ranges.within("crossEntropyWeight", crossEntropyWeight, 0, Double.MAX_VALUE);
        Ranges.within("diceWeight", diceWeight, 0, Double.MAX_VALUE);
        Ranges.within("diceSmooth", diceSmooth, 0, Double.MAX_VALUE);
        arguments = arguments == null || arguments.isEmpty() ? null : plain(arguments);
    }

    private static Map<String, Object> plain(Map<String, Object> arguments) {
        Map<String, Object> plain = new TreeMap<>();
        arguments.forEach((name, value) -> plain.put(name, plain(value)));
        return Collections.unmodifiableMap(plain);
    }

    private static Object plain(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof List<?> list
                ? list.stream().map(LossRecipe::plain).toList()
                : value;
    }
}
