package org.decathlete.nn.augment.draw;

import java.util.SplittableRandom;

/**
 * Bounds of a random number.
 *
 * @param low the smallest
 * @param high the largest, not reached but where both are equal
 */
public record Interval(double low, double high) {

    /** A number drawn evenly; the bound itself where both are equal. */
    public double draw(SplittableRandom random) {
        return low < high ? random.nextDouble(low, high) : low;
    }

    /**
     * A factor drawn as batchgenerators draws contrasts: below and above 1 with equal probability, however far the bounds lie
     * from 1.
     */
    double drawFactor(SplittableRandom random) {
        boolean below = random.nextBoolean();
        if (below && low < 1) {
            return new Interval(low, Math.min(1, high)).draw(random);
        }
        return new Interval(Math.max(low, 1), high).draw(random);
    }
}
