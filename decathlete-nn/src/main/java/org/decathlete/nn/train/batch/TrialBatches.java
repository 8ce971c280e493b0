package org.decathlete.nn.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.SpatialChange;
import org.decathlete.nn.augment.device.SourceBatch;
import org.decathlete.nn.augment.device.SourceReader;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.draw.SampleRandom;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.PatchReader;
import org.decathlete.nn.train.settings.RunSettings;

/**
 * Batches of noise that take the memory of a candidate's. Where the device augments, every sample is changed in every way and turned out
 * of as many voxels as can be, and as many batches wait as in a training.
 */
public record TrialBatches(Candidate candidate) {

    /** As many as are asked for, made as the settings say. */
    public StepSource source(RunSettings settings) {
        if (settings.augmentsOnDevice()) {
            SourceBatch largest = largest();
            return DeviceSource.of(candidate, settings, new BatchLoader<>(index -> largest, 0, Long.MAX_VALUE, 1));
        }
        Batch noise = noise();
        return StepSource.of(new BatchLoader<>(index -> noise, 0, Long.MAX_VALUE, 1));
    }

    private Batch noise() {
        int[] patch = Patch.inSpace(candidate.patchSize());
        int channels = candidate.network().inputChannels();
        int voxels = candidate.batchSize() * patch[0] * patch[1] * patch[2];
        float[] image = new float[voxels * channels];
        fill(image, image.length);
        return new Batch(
                0, new int[] {candidate.batchSize(), channels, patch[0], patch[1], patch[2]}, image, new short[voxels]);
    }

    private SourceBatch largest() {
        int channels = candidate.network().inputChannels();
        SourceReader reader =
                new SourceReader(always(candidate.recipe().augmentation()), candidate.patchSize(), channels);
        List<SampleChange> changes = new ArrayList<>();
        for (int place = 0; place < candidate.batchSize(); place++) {
            changes.add(reader.draw(SampleRandom.of(0, BatchMaker.TRAINING, 0, place)));
        }
        SourceBatch batch = reader.open(0, changes);
        for (int place = 0; place < candidate.batchSize(); place++) {
            batch.fill(place, new Noise(channels, candidate.data().labels().declared()), new int[3]);
        }
        return batch;
    }

    private static Augmentation always(Augmentation usual) {
        SpatialChange spatial = usual.spatial();
        return new Augmentation(
                new SpatialChange(
                        1,
                        spatial.rotationDegrees3d(),
                        spatial.rotationDegrees2d(),
                        spatial.rotationDegreesElongated2d(),
                        spatial.elongation2d(),
                        spatial.thinAxisRatio(),
                        1,
                        spatial.scaleHigh(),
                        spatial.scaleHigh(),
                        spatial.cropMargin()),
                always(usual.gaussianNoise()),
                always(usual.gaussianBlur()),
                always(usual.brightness()),
                always(usual.contrast()),
                always(usual.lowResolution()),
                always(usual.invertedGamma()),
                always(usual.gamma()),
                usual.mirrorAxes(),
                1);
    }

    private static RandomChange always(RandomChange usual) {
        return new RandomChange(1, 1, usual.low(), usual.high());
    }

    private static void fill(float[] image, int count) {
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < count; i++) {
            image[i] = (float) random.nextDouble(-1.7, 1.7);
        }
    }

    /** A case without end. */
    private record Noise(int channels, List<Integer> labels) implements PatchReader {
        @Override
        public void readImage(int channel, int[] start, int[] size, float[] destination) {
            fill(destination, size[0] * size[1] * size[2]);
        }

        @Override
        public void readLabels(int[] start, int[] size, short[] destination) {
            for (int i = 0; i < size[0] * size[1] * size[2]; i++) {
                destination[i] = labels.get(i % labels.size()).shortValue();
            }
        }
    }
}
