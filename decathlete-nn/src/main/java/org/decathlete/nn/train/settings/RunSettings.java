package org.decathlete.nn.train.settings;

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
 * @param endsEarly whether it is brought to its end when the convergence monitor finds that the rest of the budget would bring nothing
 * @param startFrom weights of an earlier training to start from: a model folder, a checkpoint or a {@code .pth} file
 * @param part share of the budget, in (0, 1], after which it pauses: at the first end of an epoch by which so much is used up. The
 *     schedule is laid over the whole budget, so that a paused training is the beginning of the whole one, and goes on as if it had
 *     never paused when it is run again with a larger part
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
        double part,
        AugmentationPlace augmentOn) {

    public RunSettings {
        if (!(part > 0 && part <= 1)) {
            throw new IllegalArgumentException("part is " + part + ", expected above 0 and at most 1");
        }
    }

    /** Settings of a training that does not pause, and whose patches are augmented where that is usual. */
    public RunSettings(
            Device device,
            Precision precision,
            long seed,
            Budget budget,
            int threads,
            OptionalInt patience,
            boolean endsEarly,
            Optional<Path> startFrom) {
        this(device, precision, seed, budget, threads, patience, endsEarly, startFrom, 1, AugmentationPlace.AUTO);
    }

    /** Settings of a training that starts from random weights and takes its whole budget. */
    public RunSettings(Device device, Precision precision, long seed, Budget budget, int threads) {
        this(device, precision, seed, budget, threads, OptionalInt.empty(), false, Optional.empty());
    }

    /** The same under the watch of the convergence monitor. */
    public RunSettings endingEarly() {
        return new RunSettings(device, precision, seed, budget, threads, patience, true, startFrom, part, augmentOn);
    }

    /** The same up to a part of the budget. */
    public RunSettings upTo(double share) {
        return new RunSettings(
                device, precision, seed, budget, threads, patience, endsEarly, startFrom, share, augmentOn);
    }

    /** The same with patches augmented elsewhere. */
    public RunSettings augmentingOn(AugmentationPlace place) {
        return new RunSettings(device, precision, seed, budget, threads, patience, endsEarly, startFrom, part, place);
    }

    /** The same with the place decided: masks of a previous stage are corrupted on the processor, and so all is done there. */
    public RunSettings placed(Candidate candidate) {
        boolean onDevice = augmentsOnDevice() && candidate.previousStage() == null;
        return augmentingOn(onDevice ? AugmentationPlace.DEVICE : AugmentationPlace.HOST);
    }

    /** Whether patches are augmented on the device. */
    public boolean augmentsOnDevice() {
        return augmentOn == AugmentationPlace.DEVICE || (augmentOn == AugmentationPlace.AUTO && device.cuda());
    }

    /** Whether what steps come to is read some steps later, so that nothing waits for the device. */
    public boolean readsLate() {
        return device.cuda() || augmentOn == AugmentationPlace.DEVICE;
    }

    /**
     * Threads that make batches. On the processor libtorch's threads wait for each other, so that a busy core costs all of them: one
     * thread, which is busy for some milliseconds a step, is enough.
     */
    public int loaderThreads() {
        return device.cuda() ? Math.max(1, Math.min(8, threads - 1)) : 1;
    }
}
