package org.decathlete.nn.loss;

import java.util.OptionalDouble;

/** MONAI's joint losses of one head (monai/losses/dice.py), which Auto3DSeg trains with. */
public final class MonaiLosses {
    private static final double FOCUS = 2;

    private MonaiLosses() {}

    /**
     * MONAI's DiceCELoss. Its {@code weight} is the cross-entropy's; the Dice takes those of the channels that count.
     *
     * @param diceWeight its lambda_dice
     * @param entropyWeight its lambda_ce
     */
    public static HeadLoss diceCrossEntropy(
            DiceLoss dice, CrossEntropy entropy, double diceWeight, double entropyWeight) {
        ClassWeights weights =
                dice.background() ? entropy.weights() : entropy.weights().ofForeground();
        return dice.weighted(weights).times(diceWeight).plus(entropy.times(entropyWeight));
    }

    /**
     * MONAI's DiceFocalLoss. Its focal part is binary per channel, also where the Dice is of a softmax, and weighs channels as the Dice.
     *
     * @param gamma exponent of the focal part
     * @param alpha what voxels inside a channel count in the focal part
     * @param diceWeight its lambda_dice
     * @param focalWeight its lambda_focal
     */
    public static HeadLoss diceFocal(
            DiceLoss dice, double gamma, OptionalDouble alpha, double diceWeight, double focalWeight) {
        FocalLoss focal = new FocalLoss(gamma, alpha, dice.background(), false, dice.weights());
        return dice.times(diceWeight).plus(focal.times(focalWeight));
    }

    /** What Auto3DSeg's SegResNet and SwinUNETR minimise: squared Dice without smoothing above, and cross-entropy. */
    public static HeadLoss auto3dsegDiceCrossEntropy(DiceLoss.Activation activation) {
        return diceCrossEntropy(DiceLoss.of(activation).withSquares().smoothed(0, 1e-5), new CrossEntropy(), 1, 1);
    }

    /** What Auto3DSeg's DiNTS minimises: squared Dice over the batch, and the focal loss. */
    public static HeadLoss auto3dsegDiceFocal(DiceLoss.Activation activation) {
        return diceFocal(DiceLoss.of(activation).withSquares().overBatch(), FOCUS, OptionalDouble.empty(), 1, 1);
    }
}
