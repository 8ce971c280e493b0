package org.decathlete.nn.train.batch;

import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.nn.augment.draw.SampleRandom;
import org.decathlete.nn.augment.patch.Patch;

/**
 * Makes the batch of an iteration: a pure function of the seed and the iteration, so that a restart needs no random state and
 * prefetching changes nothing. Thread-safe.
 */
public final class BatchMaker {
    /** What is done with the region that was sampled. */
    @FunctionalInterface
    interface Cut {
        void apply(TrainingCase source, int[] start, Patch patch, SplittableRandom random);
    }

    /** Where the randomness of training batches begins. */
    static final long TRAINING = 0;

    private static final long VALIDATION = 1;

    private final List<? extends TrainingCase> cases;
    private final PatchSampler sampler;
    private final int[] patchSize;
    private final int batchSize;
    private final long seed;
    private final long stream;
    private final Supplier<Cut> cuts;
    private final Queue<Cut> idle = new ConcurrentLinkedQueue<>();

    private BatchMaker(
            List<? extends TrainingCase> cases,
            PatchSampler sampler,
            int[] patchSize,
            int batchSize,
            long seed,
            long stream,
            Supplier<Cut> cuts) {
        this.cases = cases;
        this.sampler = sampler;
        this.patchSize = patchSize;
        this.batchSize = batchSize;
        this.seed = seed;
        this.stream = stream;
        this.cuts = cuts;
    }

    /** Augmented batches. */
    static BatchMaker training(
            List<? extends TrainingCase> cases,
            Supplier<Augmenter> augmenters,
            int batchSize,
            Oversampling oversampling,
            long seed) {
        Augmenter first = augmenters.get();
        int[] patch = first.patchSize();
        PatchSampler sampler = new PatchSampler(cases, first.enlargedSize(), patch, batchSize, oversampling);
        return new BatchMaker(cases, sampler, patch, batchSize, seed, TRAINING, () -> augmenters.get()::cut);
    }

    /** Batches as they are. */
    static BatchMaker validation(
            List<? extends TrainingCase> cases, int[] patch, int batchSize, Oversampling oversampling, long seed) {
        PatchSampler sampler = new PatchSampler(cases, patch, patch, batchSize, oversampling);
        Cut plain = (source, start, target, random) -> Augmenter.plain(source, start, target);
        return new BatchMaker(cases, sampler, patch, batchSize, seed, VALIDATION, () -> plain);
    }

    /**
     * The batch of an iteration.
     *
     * @throws DecathleteException naming the case that cannot be read
     */
    public Batch make(long iteration) {
        Cut cut = idle.poll();
        if (cut == null) {
            cut = cuts.get();
        }
        int images = cases.get(0).channels();
        int voxels = patchSize[0] * patchSize[1] * patchSize[2];
        Patch patch = Patch.empty(patchSize, images, cases.get(0).previousLabels());
        byte[][] masks = patch.previous().masks();
        int channels = images + masks.length;
        float[] image = new float[batchSize * channels * voxels];
        short[] labels = new short[batchSize * voxels];
        for (int place = 0; place < batchSize; place++) {
            fill(cut, iteration, place, patch);
            for (int channel = 0; channel < images; channel++) {
                int offset = (place * channels + channel) * voxels;
                System.arraycopy(patch.channels()[channel], 0, image, offset, voxels);
            }
            for (int index = 0; index < masks.length; index++) {
                copy(masks[index], image, (place * channels + images + index) * voxels);
            }
            System.arraycopy(patch.labels(), 0, labels, place * voxels, voxels);
        }
        idle.add(cut);
        int[] shape = {batchSize, channels, patchSize[0], patchSize[1], patchSize[2]};
        return new Batch(iteration, shape, image, labels);
    }

    private static void copy(byte[] mask, float[] target, int offset) {
        for (int i = 0; i < mask.length; i++) {
            target[offset + i] = mask[i];
        }
    }

    private void fill(Cut cut, long iteration, int place, Patch patch) {
        SplittableRandom random = SampleRandom.of(seed, stream, iteration, place);
        PatchLocation location = sampler.sample(place, random);
        TrainingCase source = cases.get(location.caseIndex());
        naming(source, iteration, () -> cut.apply(source, location.start(), patch, random));
    }

    /** Reads a case; what goes wrong names it. */
    static void naming(TrainingCase source, long iteration, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            ErrorKind kind = e instanceof DecathleteException known ? known.kind() : ErrorKind.BUG;
            throw new DecathleteException(
                    kind,
                    "case " + source.id() + " cannot be read for training (iteration " + iteration + "): "
                            + e.getMessage(),
                    e);
        }
    }
}
