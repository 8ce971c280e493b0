package org.decathlete.nn.train;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges a network on plain patches of the validation cases; every epoch sees others, as long as all have as many.
 *
 * @param loss mean loss of the batches
 * @param dice hits of all of them
 */
record Validation(double loss, PseudoDice dice) {

    /**
     * Judges so many batches, but for those that were judged before.
     *
     * @param begun what was judged before, null for nothing
     * @param judged asked after each batch whether to look at what is judged by then, which may wait for the device
     * @param stop when raised, the result is cut short
     * @throws InterruptedException when this thread was interrupted while it waited for a batch
     */
    static Validation run(
            Learner learner,
            BatchMaker maker,
            int epoch,
            int batches,
            int loaderThreads,
            @Nullable ValidationProgress begun,
            Consumer<Supplier<ValidationProgress>> judged,
            StopSignal stop)
            throws InterruptedException {
        long first = (long) epoch * batches;
        try (ValidationTally tally = learner.newTally(begun);
                BatchLoader<Batch> loader =
                        new BatchLoader<>(maker::make, first + tally.batches(), first + batches, loaderThreads)) {
            while (tally.batches() < batches && !stop.isRaised()) {
                learner.validate(loader.next(), tally);
                judged.accept(tally::progress);
            }
            return new Validation(tally.loss() / batches, tally.dice());
        }
    }
}
