package org.decathlete.nn.loss;

import org.decathlete.core.candidate.LossRecipe;

/** MONAI's DiceFocalLoss; takes {@code gamma} (2) and {@code alpha} (none) beside the arguments of {@link MonaiLossType}. */
public final class MonaiDiceFocalType extends MonaiLossType {
    private static final String GAMMA = "gamma";
    private static final String ALPHA = "alpha";
    private static final double FOCUS = 2;

    /** For {@link java.util.ServiceLoader}. */
    public MonaiDiceFocalType() {
        super(LossRecipe.MONAI_DICE_FOCAL, GAMMA, ALPHA);
    }

    @Override
    HeadLoss build(LossRecipe recipe, LossArguments arguments, DiceLoss dice, ClassWeights weights) {
        return MonaiLosses.diceFocal(
                dice.weighted(weights),
                arguments.number(GAMMA, FOCUS),
                arguments.optionalNumber(ALPHA),
                recipe.diceWeight(),
                recipe.crossEntropyWeight());
    }
}
