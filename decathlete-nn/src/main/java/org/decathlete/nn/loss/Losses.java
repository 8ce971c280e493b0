package org.decathlete.nn.loss;

import java.util.Map;
import java.util.OptionalInt;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Registry;

/** Losses by the names that recipes give them, with deep supervision. */
public final class Losses {
    private static final double SMOOTH = 1e-5;
    private static final Registry<LossType> TYPES = Registry.of(LossType.class, "loss", LossType::name);

    private Losses() {}

    /** Known kinds by name. */
    public static Map<String, LossType> types() {
        return TYPES.byName();
    }

    /**
     * The loss of a recipe.
     *
     * @throws DecathleteException when there is none of that name (kind DATA), or it cannot serve these labels (kind USAGE)
     */
    public static Loss of(LossRecipe recipe, Labels labels, boolean batchDice) {
        return new DeepSupervision(TYPES.get(recipe.name()).build(recipe, labels, batchDice));
    }

    /** Whether samples of a batch may be learnt from one after another under this recipe. */
    public static boolean separable(LossRecipe recipe, Labels labels, boolean batchDice) {
        return TYPES.get(recipe.name()).separable(labels, batchDice);
    }

    /**
     * nnU-Net's for label maps: cross-entropy plus soft Dice over the foreground classes.
     *
     * @param batchDice whether the Dice sums run over the batch
     * @param ignore the label whose voxels count nowhere
     */
    public static Loss labels(boolean batchDice, OptionalInt ignore) {
        return new DeepSupervision(new DiceCrossEntropy(new SoftDice(batchDice, false, SMOOTH), true, ignore));
    }

    /**
     * nnU-Net's for regions: binary cross-entropy plus soft Dice over all regions, which may overlap.
     *
     * @param batchDice whether the Dice sums run over the batch
     * @param ignore whether the last channel of the target marks voxels that count nowhere
     */
    public static Loss regions(boolean batchDice, boolean ignore) {
        return new DeepSupervision(new DiceBinaryCrossEntropy(new SoftDice(batchDice, true, SMOOTH), ignore, 1, 1));
    }
}
