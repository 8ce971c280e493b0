package org.decathlete.nn.train;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges a network on plain patches of the validation cases; every epoch sees others.
 *
 * @param loss mean loss of the batches
 * @param dice hits of all of them
 */
record Validation(double loss, PseudoDice dice) {

    /**
     * Judges so many batches, but for those that were judged before.
     *
     * @param begun what was judged before, null for nothing
     * @param judged told after each batch what is judged by then
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
            Consumer<ValidationProgress> judged,
            StopSignal stop)
            throws InterruptedException {
        PseudoDice dice = learner.newPseudoDice();
        int done = 0;
        double sum = 0;
        if (begun != null) {
            begun.addTo(dice);
            done = begun.batches();
            sum = begun.loss();
        }
        long first = (long) epoch * batches;
        try (BatchLoader loader = new BatchLoader(maker, first + done, first + batches, loaderThreads)) {
            while (done < batches && !stop.isRaised()) {
                sum += learner.validate(loader.next(), dice);
                done++;
                judged.accept(ValidationProgress.of(done, sum, dice));
            }
        }
        return new Validation(sum / batches, dice);
    }
}
