package org.decathlete.nn.train.batchsize;

import org.decathlete.nn.train.batch.OutOfMemory;

/** Tries training steps with batches of different sizes. */
interface BatchTrial {

    /**
     * Takes some steps.
     *
     * @param samples of a step, at least 1
     * @throws OutOfMemory when memory does not suffice
     */
    MeasuredBatch measure(int samples);

    /** Samples of a step without which some threads of the device would only help others, at least 1. */
    default int smallest() {
        return 1;
    }

    /** Bytes of the device that trainings may take in all. */
    long capacity();
}
