package org.decathlete.nn.train.batchsize;

import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.batch.OutOfMemory;
import org.decathlete.nn.train.settings.RunSettings;

/** Measures on the device how many samples a training step should have. */
public final class BatchMeasurement {
    private final Candidate candidate;
    private final RunSettings settings;
    private final int cap;
    private final double secondsAllowed;

    /**
     * @param candidate whose batch is sought
     * @param settings device, precision and threads; the rest does not matter
     * @param cap largest batch, at least 1
     * @param secondsAllowed for trials on a processor; what would take longer is not tried
     */
    public BatchMeasurement(Candidate candidate, RunSettings settings, int cap, double secondsAllowed) {
        this.candidate = candidate;
        this.settings = settings;
        this.cap = cap;
        this.secondsAllowed = secondsAllowed;
    }

    /**
     * Takes trial steps: on a processor until more samples make no more of them per second, on a GPU until its memory is full.
     *
     * @throws DecathleteException of kind RESOURCE when memory does not suffice for one sample
     */
    public BatchChoice choose() {
        Native.load();
        Native.threads(settings.threads());
        LearnerTrial trial = new LearnerTrial(candidate, settings);
        try {
            return settings.device().cuda()
                    ? new MemorySearch(trial, cap).find()
                    : new ThroughputSearch(trial, cap, secondsAllowed, () -> System.nanoTime() / 1e9).find();
        } catch (OutOfMemory shortage) {
            throw shortage.explanation();
        }
    }
}
