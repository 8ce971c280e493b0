package org.decathlete.nn.train.validation;

import org.jspecify.annotations.Nullable;

/**
 * The moving average of the pseudo-Dice and the best it has been.
 *
 * @param average null before the first epoch
 * @param best null before the first epoch
 * @param epochsSinceBest epochs after the best one
 */
public record MovingScore(
        @Nullable Double average, @Nullable Double best, int epochsSinceBest) {
    /** Before the first epoch. */
    public static final MovingScore NONE = new MovingScore(null, null, 0);

    /**
     * After one more epoch. One without any foreground (NaN) leaves the average as it is and counts as one that is not better. nnU-Net's
     * average is NaN from such an epoch on, so that its checkpoint_best never changes again; where every epoch has foreground, the two
     * are the same.
     */
    public MovingScore with(double score, double momentum) {
        if (Double.isNaN(score)) {
            return new MovingScore(average, best, epochsSinceBest + 1);
        }
        double moved = average == null ? score : momentum * average + (1 - momentum) * score;
        return best == null || moved > best
                ? new MovingScore(moved, moved, 0)
                : new MovingScore(moved, best, epochsSinceBest + 1);
    }

    /** Whether this is better than all that came before {@code earlier}. */
    public boolean improvesOn(MovingScore earlier) {
        return best != null && (earlier.best == null || best > earlier.best);
    }
}
