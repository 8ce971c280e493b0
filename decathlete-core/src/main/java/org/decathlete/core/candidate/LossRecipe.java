package org.decathlete.core.candidate;

/**
 * What is minimised, over the heads of all resolutions when deeply supervised.
 *
 * @param name the kind of loss; jars can add kinds
 * @param crossEntropyWeight weight of the cross-entropy (binary, per region, where labels are regions)
 * @param diceWeight weight of the soft Dice
 * @param diceSmooth added to numerator and denominator of the Dice
 */
public record LossRecipe(String name, double crossEntropyWeight, double diceWeight, double diceSmooth) {

    /** nnU-Net's: a weighted sum of cross-entropy (binary, per region, where labels are regions) and soft Dice. */
    public static final String DICE_CROSS_ENTROPY = "dice_ce";

    /** The cross-entropy of the tenth of the voxels where it is worst, and soft Dice where that has a weight. */
    public static final String TOP_K = "topk";

    public LossRecipe {
        Ranges.within("crossEntropyWeight", crossEntropyWeight, 0, Double.MAX_VALUE);
        Ranges.within("diceWeight", diceWeight, 0, Double.MAX_VALUE);
        Ranges.within("diceSmooth", diceSmooth, 0, Double.MAX_VALUE);
    }
}
