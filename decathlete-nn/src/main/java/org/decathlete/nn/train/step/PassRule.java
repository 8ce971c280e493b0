package org.decathlete.nn.train.step;

import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.tensor.LaneThreads;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.settings.RunSettings;

/**
 * How a batch goes through the network where nobody says otherwise.
 *
 * @param settings where, with how many threads
 * @param separable whether learning from parts of a batch is learning from the batch
 * @param random whether passes draw random numbers, whose order must not depend on which thread is quicker
 */
record PassRule(Candidate candidate, RunSettings settings, boolean separable, boolean random) {

    /**
     * How many samples go through the network at once, at least. Where the loss of a batch is the mean of the losses of its samples, a
     * few after a few give the same gradients; on the processor the activations of few samples stay in its cache, and those of the
     * others take no memory. In float32 libtorch leaves oneDNN's convolutions where a single sample is small, so there it is two.
     */
    int samplesPerPass(Precision precision) {
        if (!separable || settings.device().cuda()) {
            return candidate.batchSize();
        }
        return precision == Precision.FP32 ? 2 : 1;
    }

    /**
     * How many passes run side by side.
     *
     * @param most samples in work at a time that memory allows
     */
    int lanes(Precision precision, int most) {
        boolean apart = separable && !random && !settings.device().cuda() && precision != Precision.FP32;
        return apart && voxels() <= LaneThreads.LARGEST_SAMPLE ? Math.min(candidate.batchSize(), most) : 1;
    }

    private long voxels() {
        long voxels = 1;
        for (int extent : candidate.patchSize()) {
            voxels *= extent;
        }
        return voxels;
    }
}
