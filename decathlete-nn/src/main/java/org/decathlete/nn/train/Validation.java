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
        long first = (long) epoch * batches;
        try (BatchLoader<Batch> loader = new BatchLoader<>(maker::make, first, first + batches, loaderThreads);
                ValidationTally tally = learner.newTally()) {
            for (int i = 0; i < batches && !stop.isRaised(); i++) {
                learner.validate(loader.next(), tally);
            }
            return new Validation(tally.loss() / batches, tally.dice());
        }
    }
}
