package org.decathlete.nn.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Candidate;
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
 * @param augmentOn where patches are augmented
 */
public record RunSettings(
        Device device,
        Precision precision,
        long seed,
        Budget budget,
        int threads,
        OptionalInt patience,
        boolean endsEarly,
        Optional<Path> startFrom,
        AugmentationPlace augmentOn) {

    /** Settings of a training whose patches are augmented where that is usual. */
    public RunSettings(
            Device device,
            Precision precision,
            long seed,
            Budget budget,
            int threads,
            OptionalInt patience,
            boolean endsEarly,
            Optional<Path> startFrom) {
        this(device, precision, seed, budget, threads, patience, endsEarly, startFrom, AugmentationPlace.AUTO);
    }

    /** Settings of a training that starts from random weights and takes its whole budget. */
    public RunSettings(Device device, Precision precision, long seed, Budget budget, int threads) {
        this(device, precision, seed, budget, threads, OptionalInt.empty(), false, Optional.empty());
    }

    /** The same under the watch of the convergence monitor. */
    public RunSettings endingEarly() {
        return new RunSettings(device, precision, seed, budget, threads, patience, true, startFrom, augmentOn);
    }

    /** The same with patches augmented elsewhere. */
    public RunSettings augmentingOn(AugmentationPlace place) {
        return new RunSettings(device, precision, seed, budget, threads, patience, endsEarly, startFrom, place);
    }

    /** The same with the place decided: masks of a previous stage are corrupted on the processor, and so all is done there. */
    RunSettings placed(Candidate candidate) {
        boolean onDevice = augmentsOnDevice() && candidate.previousStage() == null;
        return augmentingOn(onDevice ? AugmentationPlace.DEVICE : AugmentationPlace.HOST);
    }

    boolean augmentsOnDevice() {
        return augmentOn == AugmentationPlace.DEVICE || (augmentOn == AugmentationPlace.AUTO && device.cuda());
    }

    /** Whether what steps come to is read some steps later, so that nothing waits for the device. */
    boolean readsLate() {
        return device.cuda() || augmentOn == AugmentationPlace.DEVICE;
    }

    /**
     * Threads that make batches. On the processor libtorch's threads wait for each other, so that a busy core costs all of them: one
     * thread, which is busy for some milliseconds a step, is enough.
     */
    int loaderThreads() {
        return device.cuda() ? Math.max(1, Math.min(8, threads - 1)) : 1;
    }
}
