package org.decathlete.nn.loss;

import java.util.OptionalInt;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;

/** Cross-entropy of the worst tenth of the voxels, and soft Dice beside it where that has a weight (nnU-Net's variants TopK10 and DiceTopK10). */
public final class TopKType implements LossType {
    private static final double PERCENT = 10;

    @Override
    public String name() {
        return LossRecipe.TOP_K;
    }

    @Override
    public HeadLoss build(LossRecipe recipe, Labels labels, boolean batchDice) {
        if (labels.hasRegions() || labels.ignore() != null) {
            throw DecathleteException.usage("loss \"" + name()
                    + "\" is for label maps without regions and without an ignore label; take \""
                    + LossRecipe.DICE_CROSS_ENTROPY + "\" for this dataset");
        }
        HeadLoss worst = new TopKCrossEntropy(PERCENT).times(recipe.crossEntropyWeight());
        if (recipe.diceWeight() == 0) {
            return worst;
        }
        SoftDice dice = new SoftDice(batchDice, false, recipe.diceSmooth());
        return new DiceCrossEntropy(dice, false, OptionalInt.empty())
                .times(recipe.diceWeight())
                .plus(worst);
    }

    @Override
    public boolean separable(Labels labels, boolean batchDice) {
        return false;
    }
}
