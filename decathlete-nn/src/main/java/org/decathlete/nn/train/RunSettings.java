package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * How a candidate is trained; not part of its identity.
 *
 * @param device where
 * @param precision of the forward pass; weights, loss and optimiser are float32
 * @param seed of initial weights, sampling and augmentation
 * @param budget for how long
 * @param threads processor threads of one tensor operation
 * @param patience epochs without a better moving average after which the training is brought to its end; never where empty
 * @param endsEarly whether it is brought to its end when the {@link ConvergenceMonitor} finds that the rest of the budget would bring nothing
 * @param startFrom weights of an earlier training to start from: a model folder, a checkpoint or a {@code .pth} file
 */
public record RunSettings(
        Device device,
        Precision precision,
        long seed,
        Budget budget,
        int threads,
        OptionalInt patience,
        boolean endsEarly,
        Optional<Path> startFrom) {

    /** Settings of a training that starts from random weights and takes its whole budget. */
    public RunSettings(Device device, Precision precision, long seed, Budget budget, int threads) {
        this(device, precision, seed, budget, threads, OptionalInt.empty(), false, Optional.empty());
    }

    /** The same under the watch of the convergence monitor. */
    public RunSettings endingEarly() {
        return new RunSettings(device, precision, seed, budget, threads, patience, true, startFrom);
    }

    /**
     * Threads that make batches. On the processor libtorch's threads wait for each other, so that a busy core costs all of them: one
     * thread, which is busy for some milliseconds a step, is enough.
     */
    int loaderThreads() {
        return device.cuda() ? Math.max(1, Math.min(8, threads - 1)) : 1;
    }
}
