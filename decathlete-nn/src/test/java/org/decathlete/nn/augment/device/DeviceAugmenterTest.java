package org.decathlete.nn.augment.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.core.candidate.Augmentation;
import org.decathlete.core.candidate.RandomChange;
import org.decathlete.core.candidate.SpatialChange;
import org.decathlete.nn.augment.Augmenter;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.draw.SampleRandom;
import org.decathlete.nn.augment.patch.ArrayReader;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same samples, changed alike, by the processor's transforms and by operations on tensors. */
class DeviceAugmenterTest {
    private static final int SAMPLES = 5;
    private static final RandomChange NEVER = new RandomChange(0, 1, 1, 1);
    private static final SpatialChange STILL = new SpatialChange(0, 30, 180, 15, 1.5, 3, 0, 0.7, 1.4, 0.85);

    @BeforeAll
    static void load() {
        Native.load();
        Native.threads(1);
    }

    @Test
    void turnedAndScaledPatchesAreThoseOfTheProcessor() {
        Augmentation turning = with(
                new SpatialChange(0.7, 30, 180, 15, 1.5, 3, 0.7, 0.7, 1.4, 0.85),
                NEVER,
                NEVER,
                NEVER,
                NEVER,
                NEVER,
                NEVER);
        compare(turning, new int[] {12, 14, 16}, 2, 1e-4);
        compare(turning, new int[] {4, 16, 14}, 1, 1e-4);
        compare(turning, new int[] {18, 16}, 2, 1e-4);
    }

    @Test
    void blurredPatchesAreThoseOfTheProcessor() {
        RandomChange blur = new RandomChange(0.8, 0.7, 0.5, 1);
        compare(with(STILL, blur, NEVER, NEVER, NEVER, NEVER, NEVER), new int[] {12, 14, 16}, 2, 1e-5);
        compare(with(STILL, blur, NEVER, NEVER, NEVER, NEVER, NEVER), new int[] {3, 14}, 2, 1e-5);
    }

    @Test
    void brightAndContrastedPatchesAreThoseOfTheProcessor() {
        RandomChange factor = new RandomChange(0.7, 0.7, 0.75, 1.25);
        compare(with(STILL, NEVER, factor, NEVER, NEVER, NEVER, NEVER), new int[] {12, 14, 16}, 2, 1e-6);
        compare(with(STILL, NEVER, NEVER, factor, NEVER, NEVER, NEVER), new int[] {12, 14, 16}, 2, 1e-5);
    }

    @Test
    void coarsePatchesAreThoseOfTheProcessor() {
        RandomChange coarse = new RandomChange(0.8, 0.7, 0.3, 1);
        compare(with(STILL, NEVER, NEVER, NEVER, coarse, NEVER, NEVER), new int[] {12, 14, 16}, 2, 1e-5);
        compare(with(STILL, NEVER, NEVER, NEVER, coarse, NEVER, NEVER), new int[] {4, 16, 16}, 2, 1e-5);
        compare(with(STILL, NEVER, NEVER, NEVER, coarse, NEVER, NEVER), new int[] {10, 16}, 2, 1e-5);
    }

    @Test
    void powersOfPatchesAreThoseOfTheProcessor() {
        RandomChange gamma = new RandomChange(0.7, 0.7, 0.7, 1.5);
        compare(with(STILL, NEVER, NEVER, NEVER, NEVER, gamma, NEVER), new int[] {12, 14, 16}, 2, 1e-4);
        compare(with(STILL, NEVER, NEVER, NEVER, NEVER, NEVER, gamma), new int[] {12, 14, 16}, 2, 1e-4);
    }

    @Test
    void allOfNnunetsChangesTogetherAreThoseOfTheProcessor() {
        Augmentation quiet = withoutNoise(Augmentation.nnUNet());
        compare(quiet, new int[] {12, 14, 16}, 3, 2e-3);
        compare(quiet, new int[] {4, 16, 16}, 2, 2e-3);
        compare(quiet, new int[] {16, 12}, 1, 2e-3);
    }

    @Test
    void noiseHasTheDeviationThatWasDrawnAndIsAFunctionOfItsSeed() {
        Augmentation noisy = new Augmentation(
                STILL, new RandomChange(1, 1, 0.07, 0.07), NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, List.of(), 0.5);
        Augmentation silent =
                with(STILL, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER).withoutMirroring();
        int[] patch = {24, 25, 27};
        float[] first = images(noisy, patch, 2, 1);
        float[] again = images(noisy, patch, 2, 1);
        float[] other = images(noisy, patch, 2, 2);
        float[] plain = images(silent, patch, 2, 1);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        int voxels = 24 * 25 * 27;
        for (int row = 0; row < SAMPLES * 2; row++) {
            float[] noise = new float[voxels];
            double mean = 0;
            double second = 0;
            double fourth = 0;
            for (int i = 0; i < voxels; i++) {
                noise[i] = first[row * voxels + i] - plain[row * voxels + i];
                mean += (double) noise[i] / voxels;
                second += (double) noise[i] * noise[i] / voxels;
                fourth += Math.pow(noise[i] / 0.07, 4) / voxels;
            }
            assertThat(mean).isCloseTo(0, within(0.003));
            assertThat(Math.sqrt(second - mean * mean)).isCloseTo(0.07, within(0.002));
            assertThat(fourth).as("kurtosis of a normal distribution").isCloseTo(3, within(0.3));
            assertThat(correlation(noise, 1)).isCloseTo(0, within(0.03));
            assertThat(correlation(noise, (voxels + 1) / 2)).isCloseTo(0, within(0.03));
        }
    }

    @Test
    void nativeObjectsDoNotGrow() {
        DeviceAugmenter augmenter = new DeviceAugmenter(List.of(false, true), Device.CPU);
        SourceReader sources = new SourceReader(Augmentation.nnUNet(), new int[] {6, 7, 8}, 2);
        long before = 0;
        for (int i = 0; i < 40; i++) {
            if (i == 10) {
                before = LiveObjects.settled();
            }
            try (Scope scope = Scope.open()) {
                augmenter.apply(read(sources, readers(2, new SplittableRandom(i)), i));
            }
        }
        assertThat(Scope.liveObjects()).isEqualTo(before);
    }

    /** Compares image and labels of some batches. */
    private static void compare(Augmentation augmentation, int[] patch, int channels, double tolerance) {
        List<Boolean> masks = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            masks.add(channel == 0);
        }
        SourceReader sources = new SourceReader(augmentation, patch, channels);
        Augmenter processor = new Augmenter(augmentation, patch, masks);
        DeviceAugmenter device = new DeviceAugmenter(masks, Device.CPU);
        int voxels = SourceBatch.volume(processor.patchSize());
        int labels = 0;
        int differing = 0;
        for (int batch = 0; batch < 12; batch++) {
            List<ArrayReader> readers = readers(channels, new SplittableRandom(batch));
            float[] image;
            short[] label;
            try (Scope scope = Scope.open()) {
                DeviceAugmenter.Patches patches = device.apply(read(sources, readers, batch));
                assertThat(patches.image().shape()).startsWith(SAMPLES, channels);
                image = Tensors.floats(patches.image());
                label = Tensors.shorts(patches.labels());
            }
            for (int place = 0; place < SAMPLES; place++) {
                Patch expected = Patch.empty(processor.patchSize(), channels);
                processor.cut(readers.get(place), start(place), expected, random(batch, place));
                for (int channel = 0; channel < channels; channel++) {
                    for (int i = 0; i < voxels; i++) {
                        boolean sameMask = channel > 0 || label[place * voxels + i] == expected.labels()[i];
                        if (sameMask) {
                            assertThat((double) image[(place * channels + channel) * voxels + i])
                                    .as("batch %d sample %d channel %d voxel %d", batch, place, channel, i)
                                    .isCloseTo(expected.channels()[channel][i], within(tolerance));
                        }
                    }
                }
                for (int i = 0; i < voxels; i++) {
                    labels++;
                    differing += label[place * voxels + i] == expected.labels()[i] ? 0 : 1;
                    assertThat(label[place * voxels + i]).isBetween((short) 0, (short) 2);
                }
            }
        }
        // Where two labels have the same weight but for rounding, either may win.
        assertThat(differing).isLessThanOrEqualTo(labels / 20_000);
    }

    private static float[] images(Augmentation augmentation, int[] patch, int channels, long seed) {
        SourceReader sources = new SourceReader(augmentation, patch, channels);
        DeviceAugmenter device = new DeviceAugmenter(List.of(false, false), Device.CPU);
        try (Scope scope = Scope.open()) {
            SourceBatch source = read(sources, readers(channels, new SplittableRandom(1)), seed);
            return Tensors.floats(device.apply(source).image());
        }
    }

    private static SourceBatch read(SourceReader sources, List<ArrayReader> readers, long batch) {
        List<SampleChange> changes = new ArrayList<>();
        for (int place = 0; place < SAMPLES; place++) {
            changes.add(sources.draw(random(batch, place)));
        }
        SourceBatch source = sources.open(batch, changes);
        for (int place = 0; place < SAMPLES; place++) {
            source.fill(place, readers.get(place), start(place));
        }
        return source;
    }

    private static SplittableRandom random(long batch, int place) {
        return SampleRandom.of(4, 0, batch, place);
    }

    private static int[] start(int place) {
        return new int[] {-place, place - 3, -1};
    }

    private static List<ArrayReader> readers(int channels, SplittableRandom random) {
        List<ArrayReader> readers = new ArrayList<>();
        for (int place = 0; place < SAMPLES; place++) {
            int[] shape = {random.nextInt(9, 24), random.nextInt(14, 28), random.nextInt(14, 28)};
            readers.add(ArrayReader.random(shape, channels, random));
        }
        return readers;
    }

    private static double correlation(float[] noise, int distance) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < noise.length; i++) {
            squares += noise[i] * noise[i];
            sum += i + distance < noise.length ? noise[i] * noise[i + distance] : 0;
        }
        return sum / squares;
    }

    private static Augmentation with(
            SpatialChange spatial,
            RandomChange blur,
            RandomChange brightness,
            RandomChange contrast,
            RandomChange coarse,
            RandomChange inverted,
            RandomChange gamma) {
        return new Augmentation(
                spatial, NEVER, blur, brightness, contrast, coarse, inverted, gamma, List.of(0, 1, 2), 0.5);
    }

    private static Augmentation withoutNoise(Augmentation all) {
        return new Augmentation(
                all.spatial(),
                NEVER,
                all.gaussianBlur(),
                all.brightness(),
                all.contrast(),
                all.lowResolution(),
                all.invertedGamma(),
                all.gamma(),
                all.mirrorAxes(),
                all.mirrorProbability());
    }
}
