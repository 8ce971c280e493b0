package org.decathlete.nn.loss;

import org.decathlete.core.candidate.LossRecipe;

/** MONAI's DiceCELoss; takes {@code label_smoothing} (0) beside the arguments of {@link MonaiLossType}. */
public final class MonaiDiceCrossEntropyType extends MonaiLossType {
    private static final String SMOOTHING = "label_smoothing";

    /** For {@link java.util.ServiceLoader}. */
    public MonaiDiceCrossEntropyType() {
        super(LossRecipe.MONAI_DICE_CROSS_ENTROPY, SMOOTHING);
    }

    @Override
    HeadLoss build(LossRecipe recipe, LossArguments arguments, DiceLoss dice, ClassWeights weights) {
        return MonaiLosses.diceCrossEntropy(
                dice,
                new CrossEntropy(weights, arguments.number(SMOOTHING, 0)),
                recipe.diceWeight(),
                recipe.crossEntropyWeight());
    }
}
