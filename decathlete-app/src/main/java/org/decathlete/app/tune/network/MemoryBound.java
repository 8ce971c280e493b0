package org.decathlete.app.tune.network;

import java.util.Locale;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/**
 * How much memory a training step may take for weights, optimiser and activations.
 *
 * @param bytes of the device, at most
 * @param bytesPerValue of activations: 2 in bf16 or fp16, 4 in fp32
 */
public record MemoryBound(long bytes, int bytesPerValue) {

    public MemoryBound {
        if (bytes < 1 || bytesPerValue < 1) {
            throw new IllegalArgumentException(
                    "a bound of " + bytes + " bytes with " + bytesPerValue + " per value; expected at least 1");
        }
    }

    /** So many times what a candidate takes. */
    public static MemoryBound relativeTo(Candidate candidate, double times, int bytesPerValue) {
        return new MemoryBound((long) (times * Architecture.of(candidate).bytes(bytesPerValue)), bytesPerValue);
    }

    public boolean holds(Architecture architecture) {
        return architecture.bytes(bytesPerValue) <= bytes;
    }

    /**
     * With as large a batch as there is room for, at most the one that it has and at least {@link #smallestBatch}, whether that fits or
     * not.
     */
    public Architecture fitted(Architecture architecture) {
        Architecture fitted = architecture;
        while (!holds(fitted) && fitted.batch() > smallestBatch(architecture)) {
            fitted = fitted.withBatch(fitted.batch() - 1);
        }
        return fitted;
    }

    /** nnU-Net never goes below two samples, unless the batch was smaller from the beginning. */
    public static int smallestBatch(Architecture architecture) {
        return Math.min(2, architecture.batch());
    }

    /** What to throw where not even the architecture that is searched around fits. */
    public DecathleteException tooSmall(long needed) {
        double gibibyte = 1L << 30;
        return new DecathleteException(
                ErrorKind.RESOURCE,
                String.format(
                        Locale.ROOT,
                        "a search around the planned network needs %.2f GiB for a training step, but may take %.2f; plan with a smaller"
                                + " patch, or search the space hpo",
                        needed / gibibyte,
                        bytes / gibibyte));
    }
}
