package org.decathlete.nn.train.batchsize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.decathlete.nn.train.batch.OutOfMemory;

/**
 * Finds the batch of a processor: the largest of 1, 2, 4, …, from {@link BatchTrial#smallest} on, that still raises the samples learnt from in a second by
 * {@value #LEAST_GAIN} times over the one before. A processor is busy with few samples already, and every further sample in a batch is
 * one that no step of its own is taken for. Sizes are measured in turns, so that a disturbance meets both.
 */
final class ThroughputSearch {
    static final double LEAST_GAIN = 1.05;

    private static final int ROUNDS = 2;
    private static final double MEMORY_SHARE = 0.8;

    private final BatchTrial trial;
    private final int cap;
    private final double secondsAllowed;
    private final DoubleSupplier clock;
    private final List<MeasuredBatch> measured = new ArrayList<>();

    /**
     * @param cap largest batch, at least 1
     * @param secondsAllowed for all trials; a size that would not fit into them is not tried
     * @param clock seconds from any beginning
     */
    ThroughputSearch(BatchTrial trial, int cap, double secondsAllowed, DoubleSupplier clock) {
        this.trial = trial;
        this.cap = cap;
        this.secondsAllowed = secondsAllowed;
        this.clock = clock;
    }

    BatchChoice find() {
        double began = clock.getAsDouble();
        MeasuredBatch best = first();
        double cost = clock.getAsDouble() - began;
        while (true) {
            int next = Math.min(cap, 2 * best.samples());
            if (next == best.samples()) {
                return chosen(best, "the dataset allows no more");
            }
            if ((double) best.bytes() / best.samples() * next > MEMORY_SHARE * trial.capacity()) {
                return chosen(best, "the memory allows no more");
            }
            double left = secondsAllowed - (clock.getAsDouble() - began);
            double needed = cost * (next / (double) best.samples() * ROUNDS + ROUNDS - 1);
            if (needed > left) {
                return chosen(best, "the time for trials is used up");
            }
            double before = clock.getAsDouble();
            MeasuredBatch larger = trial.measure(next);
            cost = clock.getAsDouble() - before;
            for (int round = 1; round < ROUNDS; round++) {
                best = best.with(trial.measure(best.samples()));
                larger = larger.with(trial.measure(next));
            }
            if (larger.samplesPerSecond() < LEAST_GAIN * best.samplesPerSecond()) {
                measured.add(best);
                return chosen(larger, best, "more make no more samples per second");
            }
            measured.add(best);
            best = larger;
        }
    }

    private MeasuredBatch first() {
        int smallest = Math.min(cap, trial.smallest());
        try {
            return trial.measure(smallest);
        } catch (OutOfMemory shortage) {
            if (smallest == 1) {
                throw shortage;
            }
            return trial.measure(1);
        }
    }

    private BatchChoice chosen(MeasuredBatch best, String reason) {
        measured.add(best);
        return choice(best, reason);
    }

    private BatchChoice chosen(MeasuredBatch tried, MeasuredBatch best, String reason) {
        measured.add(tried);
        return choice(best, reason);
    }

    private BatchChoice choice(MeasuredBatch best, String reason) {
        return new BatchChoice(
                best.samples(),
                String.format(
                        Locale.ROOT,
                        "%.3f s per step, %.3g samples per second; %s",
                        best.secondsPerStep(),
                        best.samplesPerSecond(),
                        reason),
                measured);
    }
}
