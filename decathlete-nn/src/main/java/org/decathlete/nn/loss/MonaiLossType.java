package org.decathlete.nn.loss;

import java.util.Set;
import java.util.TreeSet;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;

/**
 * MONAI's losses as kinds that recipes can name. The recipe's Dice weight is {@code lambda_dice}, the other {@code lambda_ce} or
 * {@code lambda_focal}, its smoothing {@code smooth_dr}; sums run over the batch as the candidate has it; a softmax over labels, a sigmoid
 * per region. Arguments of both: {@code squared_pred} (false), {@code jaccard} (false), {@code include_background} (true),
 * {@code smooth_nr} (the recipe's smoothing), {@code weight} (one per class, or one for all; of the focal kind without the background's where
 * that does not count).
 */
abstract class MonaiLossType implements LossType {
    private static final String SQUARED = "squared_pred";
    private static final String JACCARD = "jaccard";
    private static final String BACKGROUND = "include_background";
    private static final String SMOOTH_NUMERATOR = "smooth_nr";
    private static final String WEIGHT = "weight";

    private final String name;
    private final Set<String> known = new TreeSet<>(Set.of(SQUARED, JACCARD, BACKGROUND, SMOOTH_NUMERATOR, WEIGHT));

    /** @param further names of arguments that this kind takes beyond those of both */
    MonaiLossType(String name, String... further) {
        this.name = name;
        known.addAll(Set.of(further));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HeadLoss build(LossRecipe recipe, Labels labels, boolean batchDice) {
        if (labels.ignore() != null) {
            throw DecathleteException.usage("loss \"" + name
                    + "\" knows no label to ignore, as MONAI's does not; take \"" + LossRecipe.DICE_CROSS_ENTROPY
                    + "\" for this dataset");
        }
        LossArguments arguments = new LossArguments(recipe, known);
        DiceLoss dice = new DiceLoss(
                labels.hasRegions() ? DiceLoss.Activation.SIGMOID : DiceLoss.Activation.SOFTMAX,
                arguments.flag(BACKGROUND, true),
                arguments.flag(SQUARED, false),
                arguments.flag(JACCARD, false),
                arguments.number(SMOOTH_NUMERATOR, recipe.diceSmooth()),
                recipe.diceSmooth(),
                batchDice,
                ClassWeights.EQUAL);
        try {
            return build(recipe, arguments, dice, new ClassWeights(arguments.numbers(WEIGHT)));
        } catch (IllegalArgumentException e) {
            throw DecathleteException.data("loss \"" + name + "\" of the candidate: " + e.getMessage(), e);
        }
    }

    /** The loss around a Dice that does not weigh classes yet. */
    abstract HeadLoss build(LossRecipe recipe, LossArguments arguments, DiceLoss dice, ClassWeights weights);

    /** With class weights the cross-entropy divides by those of the whole batch, so that samples do not count alike. */
    @Override
    public boolean separable(Labels labels, boolean batchDice) {
        return false;
    }
}
