package org.decathlete.nn.train;

/**
 * The end of a training that stopped improving: the learning rate falls in a straight line to zero over a short while, so that what is
 * shipped is an annealed model.
 *
 * @param from iteration at which it began
 * @param iterations how long it takes, at least 1
 * @param rate the learning rate at its begin
 */
record AnnealingTail(long from, int iterations, double rate) {
    /** How long it takes, as a share of what was trained before. */
    static final double SHARE = 0.1;

    /** A tail of a tenth of what was trained so far. */
    static AnnealingTail after(long iterations, double rate) {
        return new AnnealingTail(iterations, (int) Math.max(1, Math.rint(SHARE * iterations)), rate);
    }

    /** The learning rate of an iteration. */
    double rateAt(long iteration) {
        return rate * Math.max(0, 1 - (iteration - from) / (double) iterations);
    }

    boolean isOver(long iteration) {
        return iteration >= from + iterations;
    }
}
