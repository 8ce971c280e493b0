package org.decathlete.nn.loss;

import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;

/**
 * A kind of loss that recipes can name. Implementations are found by {@link java.util.ServiceLoader}: a jar that lists one under
 * {@code META-INF/services/org.decathlete.nn.loss.LossType} adds its kind to every training.
 */
public interface LossType {

    /** The name in the field {@code name} of a {@link LossRecipe}. */
    String name();

    /**
     * The loss of one head.
     *
     * @param recipe weights and smoothing
     * @param labels what the target's values mean; with regions the target holds masks
     * @param batchDice whether sums of a Dice term run over the batch
     */
    HeadLoss build(LossRecipe recipe, Labels labels, boolean batchDice);

    /** Whether the loss of a batch is the mean of the losses of its samples, so that samples may be learnt from one after another. */
    boolean separable(Labels labels, boolean batchDice);
}
