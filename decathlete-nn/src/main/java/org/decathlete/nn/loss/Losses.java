package org.decathlete.nn.loss;

import java.util.OptionalInt;

/** nnU-Net's losses, with deep supervision. */
public final class Losses {
    private static final double SMOOTH = 1e-5;

    private Losses() {}

    /**
     * Cross-entropy plus soft Dice over the foreground classes.
     *
     * @param batchDice whether the Dice sums run over the batch
     * @param ignore the label whose voxels count nowhere
     */
    public static Loss labels(boolean batchDice, OptionalInt ignore) {
        return new DeepSupervision(new DiceCrossEntropy(new SoftDice(batchDice, false, SMOOTH), true, ignore));
    }

    /**
     * Binary cross-entropy plus soft Dice over all regions; regions may overlap.
     *
     * @param batchDice whether the Dice sums run over the batch
     * @param ignore whether the last channel of the target marks voxels that count nowhere
     */
    public static Loss regions(boolean batchDice, boolean ignore) {
        return new DeepSupervision(new DiceBinaryCrossEntropy(new SoftDice(batchDice, true, SMOOTH), ignore));
    }
}
