package org.decathlete.nn.train.batchsize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.train.batch.OutOfMemory;

/**
 * Finds the batch of a GPU: as many samples as fill its memory but for a tenth. What a step takes grows in a straight line with its
 * samples; the line through a step of one and one of two is followed to the margin, and what it promises is tried, with a tenth less
 * each time that it turns out too much.
 */
final class MemorySearch {
    /** The rest is for what grows later: other kernels, fragments, other programs. */
    static final double MEMORY_SHARE = 0.9;

    private static final double STEP_BACK = 0.9;

    private final BatchTrial trial;
    private final int cap;
    private final List<MeasuredBatch> measured = new ArrayList<>();

    /** @param cap largest batch, at least 1 */
    MemorySearch(BatchTrial trial, int cap) {
        this.trial = trial;
        this.cap = cap;
    }

    /**
     * Tries some sizes.
     *
     * @throws DecathleteException of kind RESOURCE when not even one sample fits
     */
    BatchChoice find() {
        MeasuredBatch one;
        try {
            one = measure(1);
        } catch (OutOfMemory shortage) {
            throw shortage.explanation();
        }
        int samples = promised(one);
        while (samples > 1) {
            try {
                MeasuredBatch tried = measure(samples);
                if (tried.bytes() <= limit()) {
                    return choice(tried);
                }
            } catch (OutOfMemory shortage) {
                // Taken as too much, like a step beyond the margin.
            }
            samples = Math.min(samples - 1, (int) (STEP_BACK * samples));
        }
        return choice(one);
    }

    private int promised(MeasuredBatch one) {
        if (cap == 1) {
            return 1;
        }
        MeasuredBatch two;
        try {
            two = measure(2);
        } catch (OutOfMemory shortage) {
            return 1;
        }
        double perSample = Math.max(1, two.bytes() - one.bytes());
        double more = Math.floor((limit() - two.bytes()) / perSample);
        return (int) Math.max(1, Math.min(cap, 2 + more));
    }

    private double limit() {
        return MEMORY_SHARE * trial.capacity();
    }

    private MeasuredBatch measure(int samples) {
        MeasuredBatch one = trial.measure(samples);
        measured.add(one);
        return one;
    }

    private BatchChoice choice(MeasuredBatch chosen) {
        return new BatchChoice(
                chosen.samples(),
                String.format(
                        Locale.ROOT,
                        "%.1f of %.1f GiB; %s",
                        chosen.bytes() / (double) (1L << 30),
                        trial.capacity() / (double) (1L << 30),
                        chosen.samples() == cap ? "the dataset allows no more" : "the memory allows no more"),
                measured);
    }
}
