package org.decathlete.nn.loss;

import java.util.OptionalInt;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;

/** nnU-Net's default: cross-entropy plus soft Dice, over classes, or, where labels are regions, over each region on its own. */
public final class DiceCrossEntropyType implements LossType {

    @Override
    public String name() {
        return LossRecipe.DICE_CROSS_ENTROPY;
    }

    @Override
    public HeadLoss build(LossRecipe recipe, Labels labels, boolean batchDice) {
        return labels.hasRegions() ? regions(recipe, labels, batchDice) : classes(recipe, labels, batchDice);
    }

    @Override
    public boolean separable(Labels labels, boolean batchDice) {
        // Voxels to ignore make samples count by how many of their voxels do not.
        return !batchDice && labels.ignore() == null;
    }

    private static HeadLoss classes(LossRecipe recipe, Labels labels, boolean batchDice) {
        Integer label = labels.ignore();
        OptionalInt ignore = label == null ? OptionalInt.empty() : OptionalInt.of(label);
        SoftDice dice = new SoftDice(batchDice, false, recipe.diceSmooth());
        if (recipe.crossEntropyWeight() == 1 && recipe.diceWeight() == 1) {
            return new DiceCrossEntropy(dice, true, ignore);
        }
        HeadLoss entropy = new DiceCrossEntropy(null, true, ignore).times(recipe.crossEntropyWeight());
        HeadLoss overlap = new DiceCrossEntropy(dice, false, ignore).times(recipe.diceWeight());
        if (recipe.diceWeight() == 0) {
            return entropy;
        }
        return recipe.crossEntropyWeight() == 0 ? overlap : entropy.plus(overlap);
    }

    private static HeadLoss regions(LossRecipe recipe, Labels labels, boolean batchDice) {
        SoftDice dice = new SoftDice(batchDice, true, recipe.diceSmooth());
        return new DiceBinaryCrossEntropy(
                dice, labels.ignore() != null, recipe.crossEntropyWeight(), recipe.diceWeight());
    }
}
