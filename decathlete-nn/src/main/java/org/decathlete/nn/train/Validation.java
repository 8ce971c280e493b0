package org.decathlete.nn.train;

/**
 * Judges a network on plain patches of the validation cases; every epoch sees others.
 *
 * @param loss mean loss of the batches
 * @param dice hits of all of them
 */
record Validation(double loss, PseudoDice dice) {

    /**
     * Judges so many batches.
     *
     * @param stop when raised, the result is cut short
     * @throws InterruptedException when this thread was interrupted while it waited for a batch
     */
    static Validation run(Learner learner, BatchMaker maker, int epoch, int batches, int loaderThreads, StopSignal stop)
            throws InterruptedException {
        PseudoDice dice = learner.newPseudoDice();
        long first = (long) epoch * batches;
        double sum = 0;
        try (BatchLoader loader = new BatchLoader(maker, first, first + batches, loaderThreads)) {
            for (int i = 0; i < batches && !stop.isRaised(); i++) {
                sum += learner.validate(loader.next(), dice);
            }
        }
        return new Validation(sum / batches, dice);
    }
}
