package org.decathlete.core.candidate;

/**
 * What is minimised: a weighted sum of cross-entropy and soft Dice, over the heads of all resolutions when deeply supervised.
 *
 * @param crossEntropyWeight weight of the cross-entropy (binary, per region, where labels are regions)
 * @param diceWeight weight of the soft Dice
 * @param diceSmooth added to numerator and denominator of the Dice
 */
public record LossRecipe(double crossEntropyWeight, double diceWeight, double diceSmooth) {

    public LossRecipe {
        Ranges.within("crossEntropyWeight", crossEntropyWeight, 0, Double.MAX_VALUE);
        Ranges.within("diceWeight", diceWeight, 0, Double.MAX_VALUE);
        Ranges.within("diceSmooth", diceSmooth, 0, Double.MAX_VALUE);
    }
}
