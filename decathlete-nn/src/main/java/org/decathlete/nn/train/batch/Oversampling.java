package org.decathlete.nn.train.batch;

import java.util.SplittableRandom;
import org.decathlete.core.candidate.TrainingRecipe;

/**
 * Which samples of a batch are centred on foreground: the last ones, as many as nnU-Net rounds the share to.
 *
 * @param share of a batch
 * @param sparse whether that holds of a batch of one sample too, which then never is; else it is centred with the probability of the share
 */
record Oversampling(double share, boolean sparse) {

    static Oversampling of(TrainingRecipe recipe) {
        return new Oversampling(recipe.foregroundOversampling(), Boolean.TRUE.equals(recipe.sparseOversampling()));
    }

    /** Whether this place of a batch is centred on foreground. */
    boolean isCentred(int place, int batchSize, SplittableRandom random) {
        boolean drawn = batchSize == 1 && !sparse;
        return drawn ? random.nextDouble() < share : place >= (int) Math.rint(batchSize * (1 - share));
    }
}
