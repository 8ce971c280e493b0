package org.decathlete.app.training;

import java.util.Arrays;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.plan.UNetCost;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.LaneThreads;
import org.decathlete.nn.tensor.Precision;

/**
 * Memory of the process that trains a candidate on the processor, as it is expected.
 *
 * @param nativeBytes outside the Java heap, with all samples of a batch in work at once
 * @param heapBytes of the Java heap, at least
 * @param laneBytes outside the heap for each further lane: its own gradients, a sum of them in float32 and those of the pass in work
 * @param mostLanes samples that are learnt from side by side at most, where there are threads enough; 1 for in turn
 */
public record TrainingMemory(long nativeBytes, long heapBytes, long laneBytes, int mostLanes) {
    /** The Java runtime and libtorch, with what they keep beside tensors. */
    private static final long PROCESS = 400L << 20;

    private static final long LEAST_HEAP = 512L << 20;

    /** A validation case in work, and the decoded chunks of others. */
    private static final int CASES_IN_HEAP = 2;

    /**
     * The expectation, or empty where nothing is known of such a network.
     *
     * @param device where the network is; lanes are of the processor alone
     */
    public static Optional<TrainingMemory> of(
            Candidate candidate, Dataset dataset, Precision precision, Device device) {
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
        return Optional.of(new TrainingMemory(
                PROCESS + tensors,
                Math.max(LEAST_HEAP, CASES_IN_HEAP * largest),
                (Float.BYTES + perValue) * UNetCost.parameters(network),
                mostLanes(candidate, precision, device)));
    }

    /** As many as a training would open at most (nn.train.step.PassRule); losses over a whole batch and dropout, which have none, are not looked for. */
    private static int mostLanes(Candidate candidate, Precision precision, Device device) {
        long voxels = Arrays.stream(candidate.patchSize()).asLongStream().reduce(1, Math::multiplyExact);
        boolean inTurn = device.cuda() || precision == Precision.FP32 || voxels > LaneThreads.LARGEST_SAMPLE;
        return inTurn ? 1 : candidate.batchSize();
    }

    /** Outside the Java heap, with so many threads. */
    public long nativeBytes(int threads) {
        return nativeBytes + (LaneThreads.count(threads, mostLanes) - 1) * laneBytes;
    }

    /** In all, with so many threads. */
    public long bytes(int threads) {
        return nativeBytes(threads) + heapBytes;
    }
}
