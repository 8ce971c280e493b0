package org.decathlete.nn.train.batchsize;

import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.tensor.MemoryMeter;
import org.decathlete.nn.train.batch.StepBatch;
import org.decathlete.nn.train.batch.StepSource;
import org.decathlete.nn.train.batch.TrialBatches;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.step.Learner;

/** Trial steps of the real network on noise; what they learn is thrown away. */
final class LearnerTrial implements BatchTrial {
    private static final int STEPS = 2;

    /** Changes weights by almost nothing, so that no trial can go astray. */
    private static final double RATE = 1e-9;

    private final Candidate candidate;
    private final RunSettings settings;
    private final MemoryMeter memory;
    private final long capacity;

    LearnerTrial(Candidate candidate, RunSettings settings) {
        this.candidate = candidate;
        this.settings = settings.placed(candidate);
        this.memory = MemoryMeter.of(settings.device());
        this.capacity = memory.capacity();
    }

    @Override
    public MeasuredBatch measure(int samples) {
        memory.reset();
        Candidate tried = candidate.withBatchSize(samples);
        TrialBatches batches = new TrialBatches(tried);
        double fastest = Double.POSITIVE_INFINITY;
        try (Learner learner = new Learner(tried, settings);
                StepSource source = batches.source(settings)) {
            // In the first step libtorch plans its kernels.
            step(learner, source);
            for (int i = 0; i < STEPS; i++) {
                fastest = Math.min(fastest, step(learner, source));
            }
        }
        return new MeasuredBatch(samples, fastest, memory.peak());
    }

    /** Seconds of a step; getting the batch is not counted, because in a training it is there before. */
    private static double step(Learner learner, StepSource source) {
        try (StepBatch batch = source.next()) {
            long began = System.nanoTime();
            learner.step(batch, RATE);
            return (System.nanoTime() - began) / 1e9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while batches were tried", e);
        }
    }

    /** Samples side by side need no threads that wait for each other, a thousand times a step, on whatever else the machine does. */
    @Override
    public int smallest() {
        try (Learner learner = new Learner(candidate.withBatchSize(2), settings)) {
            return learner.lanes();
        }
    }

    @Override
    public long capacity() {
        return capacity;
    }
}
