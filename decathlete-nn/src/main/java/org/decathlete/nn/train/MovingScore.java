package org.decathlete.nn.train;

import org.jspecify.annotations.Nullable;

/**
 * The moving average of the pseudo-Dice and the best it has been.
 *
 * @param average null before the first epoch
 * @param best null before the first epoch
 */
record MovingScore(@Nullable Double average, @Nullable Double best) {
    static final MovingScore NONE = new MovingScore(null, null);

    /** After one more epoch; an epoch without any foreground (NaN) changes nothing. */
    MovingScore with(double score, double momentum) {
        if (Double.isNaN(score)) {
            return this;
        }
        double moved = average == null ? score : momentum * average + (1 - momentum) * score;
        return new MovingScore(moved, best == null || moved > best ? Double.valueOf(moved) : best);
    }

    /** Whether this is better than all that came before {@code earlier}. */
    boolean improvesOn(MovingScore earlier) {
        return best != null && (earlier.best == null || best > earlier.best);
    }
}
