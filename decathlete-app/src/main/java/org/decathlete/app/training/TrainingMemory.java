package org.decathlete.app.training;

import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Precision;

/**
 * Memory of the process that trains a candidate on the processor, as it is expected.
 *
 * @param nativeBytes outside the Java heap
 * @param heapBytes of the Java heap, at least
 */
public record TrainingMemory(long nativeBytes, long heapBytes) {
    /** The Java runtime and libtorch, with what they keep beside tensors. */
    private static final long PROCESS = 400L << 20;

    private static final long LEAST_HEAP = 512L << 20;

    /** A validation case in work, and the decoded chunks of others. */
    private static final int CASES_IN_HEAP = 2;

    /** The expectation, or empty where nothing is known of such a network. */
    public static Optional<TrainingMemory> of(Candidate candidate, Dataset dataset, Precision precision) {
        if (!(candidate.network() instanceof UNetSpec network)) {
            return Optional.empty();
        }
        int perValue = precision == Precision.FP32 ? Float.BYTES : Short.BYTES;
        long tensors = UNetCost.trainingBytes(network, candidate.patchSize(), candidate.batchSize(), perValue);
        Preprocessor preprocessor = new Preprocessor(candidate.preprocessing());
        long largest = dataset.cases().stream()
                .mapToLong(one -> preprocessor.memory(
                        VolumeFiles.info(one.images().get(0)).grid()))
                .max()
                .orElse(0);
        return Optional.of(new TrainingMemory(PROCESS + tensors, Math.max(LEAST_HEAP, CASES_IN_HEAP * largest)));
    }

    /** Both together. */
    public long bytes() {
        return nativeBytes + heapBytes;
    }
}
