package org.decathlete.nn.train;

import java.util.SplittableRandom;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.augment.Augmenter;

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
        this.settings = settings;
        this.memory = MemoryMeter.of(settings.device());
        this.capacity = memory.capacity();
    }

    @Override
    public MeasuredBatch measure(int samples) {
        memory.reset();
        Batch batch = noise(samples);
        double fastest = Double.POSITIVE_INFINITY;
        try (Learner learner = new Learner(candidate.withBatchSize(samples), settings)) {
            // In the first step libtorch plans its kernels.
            learner.step(batch, RATE);
            for (int i = 0; i < STEPS; i++) {
                long began = System.nanoTime();
                learner.step(batch, RATE);
                fastest = Math.min(fastest, (System.nanoTime() - began) / 1e9);
            }
        }
        return new MeasuredBatch(samples, fastest, memory.peak());
    }

    @Override
    public long capacity() {
        return capacity;
    }

    private Batch noise(int samples) {
        int[] patch = Augmenter.inSpace(candidate.patchSize());
        int channels = candidate.network().inputChannels();
        int voxels = samples * patch[0] * patch[1] * patch[2];
        SplittableRandom random = new SplittableRandom(0);
        float[] image = new float[voxels * channels];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble(-1.7, 1.7);
        }
        short[] labels = new short[voxels];
        return new Batch(0, new int[] {samples, channels, patch[0], patch[1], patch[2]}, image, labels);
    }
}
