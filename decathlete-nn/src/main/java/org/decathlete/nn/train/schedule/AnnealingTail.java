package org.decathlete.nn.train.schedule;

/**
 * The end of a training that stopped improving: the learning rate falls in a straight line to zero over a short while, so that what is
 * shipped is an annealed model.
 *
 * @param from iteration at which it began
 * @param iterations how long it takes, at least 1
 * @param rate the learning rate at its begin
 */
public record AnnealingTail(long from, int iterations, double rate) {
    /** How long it takes, as a share of what was trained before. */
    public static final double SHARE = 0.1;

    /**
     * A tail of a tenth of what was trained so far.
     *
     * @param from iteration at which it begins
     * @param trained what was trained so far, in iterations as they are now
     */
    public static AnnealingTail after(long from, double trained, double rate) {
        return new AnnealingTail(from, (int) Math.max(1, Math.rint(SHARE * trained)), rate);
    }

    /** The learning rate of an iteration. */
    public double rateAt(long iteration) {
        return rate * Math.max(0, 1 - (iteration - from) / (double) iterations);
    }

    /** Whether it has ended before this iteration. */
    public boolean isOver(long iteration) {
        return iteration >= from + iterations;
    }
}
