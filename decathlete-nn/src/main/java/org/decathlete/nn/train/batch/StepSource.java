package org.decathlete.nn.train.batch;

import org.decathlete.core.run.DecathleteException;

/** Batches to learn from, in order of iterations. */
public interface StepSource extends AutoCloseable {

    /**
     * The next batch; waits for it where needed.
     *
     * @throws DecathleteException what making it threw
     * @throws InterruptedException when this thread was interrupted while it waited
     */
    StepBatch next() throws InterruptedException;

    @Override
    void close();

    /** Batches that the processor has augmented. */
    static StepSource of(BatchLoader<Batch> loader) {
        return new StepSource() {
            @Override
            public StepBatch next() throws InterruptedException {
                return loader.next();
            }

            @Override
            public void close() {
                loader.close();
            }
        };
    }
}
