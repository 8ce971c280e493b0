package org.decathlete.nn.loss;

/** MONAI's joint losses of one head (monai/losses/dice.py), which Auto3DSeg trains with. */
public final class MonaiLosses {
    private static final double FOCUS = 2;

    private MonaiLosses() {}

    /**
     * MONAI's DiceCELoss.
     *
     * @param diceWeight its lambda_dice
     * @param entropyWeight its lambda_ce
     */
    public static HeadLoss diceCrossEntropy(DiceLoss dice, double diceWeight, double entropyWeight) {
        return dice.times(diceWeight).plus(new CrossEntropy().times(entropyWeight));
    }

    /**
     * MONAI's DiceFocalLoss. Its focal part is binary per channel, also where the Dice is of a softmax.
     *
     * @param gamma exponent of the focal part
     * @param diceWeight its lambda_dice
     * @param focalWeight its lambda_focal
     */
    public static HeadLoss diceFocal(DiceLoss dice, double gamma, double diceWeight, double focalWeight) {
        return dice.times(diceWeight).plus(new FocalLoss(gamma, dice.background(), false).times(focalWeight));
    }

    /** What Auto3DSeg's SegResNet and SwinUNETR minimise: squared Dice without smoothing above, and cross-entropy. */
    public static HeadLoss auto3dsegDiceCrossEntropy(DiceLoss.Activation activation) {
        return diceCrossEntropy(DiceLoss.of(activation).withSquares().smoothed(0, 1e-5), 1, 1);
    }

    /** What Auto3DSeg's DiNTS minimises: squared Dice over the batch, and the focal loss. */
    public static HeadLoss auto3dsegDiceFocal(DiceLoss.Activation activation) {
        return diceFocal(DiceLoss.of(activation).withSquares().overBatch(), FOCUS, 1, 1);
    }
}
