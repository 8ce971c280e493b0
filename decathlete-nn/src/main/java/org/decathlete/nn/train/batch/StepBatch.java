package org.decathlete.nn.train.batch;

/** The samples of one training step, wherever they lie. Whoever took the step closes it. */
public sealed interface StepBatch extends AutoCloseable permits Batch, DeviceBatch {

    /** The iteration that it belongs to. */
    long index();

    /** How many samples. */
    int samples();

    /** Frees what it holds on a device. */
    @Override
    default void close() {}
}
