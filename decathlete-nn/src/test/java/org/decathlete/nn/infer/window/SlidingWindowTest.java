package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.GradMode;
import org.decathlete.core.preprocess.restoration.LogitsSlab;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    @BeforeAll
    static void load() {
        Native.load();
        Native.threads(1);
    }

    @AfterAll
    static void restoreThreads() {
        Native.threads(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void agreesWithThePlainVersionForAnyShapeStepAndMirroring() {
        Properties.forAll(1, 12, random -> {
            int[] patch = {2 * random.nextInt(2, 6), 2 * random.nextInt(2, 6), 2 * random.nextInt(2, 6)};
            int[] shape = {random.nextInt(1, 18), random.nextInt(1, 18), random.nextInt(1, 18)};
            int[][] mirrorings = {{}, {0}, {1, 2}, {0, 1, 2}};
            int[] axes = mirrorings[random.nextInt(mirrorings.length)];
            boolean gaussian = random.nextBoolean();
            int inputs = random.nextInt(1, 3);
            List<float[]> image = image(inputs, shape, random);
            List<Network> networks = new ArrayList<>();
            for (int fold = random.nextInt(2); fold >= 0; fold--) {
                networks.add(SmallNetworks.build(3, inputs, 3, fold));
            }
            WindowSettings settings = new WindowSettings(Device.CPU, Precision.FP32, 0.5, gaussian, axes);

            float[][] logits = new SlidingWindow(patch, settings, random.nextInt(1, 4))
                    .logits(image, shape, networks, Progress.silent());
            double[][] expected = new PlainWindow(patch, 0.5, gaussian, axes).logits(image, shape, networks);

            networks.forEach(Network::close);
            assertThat(difference(logits, expected)).isLessThan(2e-4);
        });
    }

    @Test
    void aTwoDimensionalNetworkSeesEachSliceAlone() {
        SplittableRandom random = new SplittableRandom(3);
        int[] shape = {4, 11, 9};
        List<float[]> image = image(1, shape, random);
        float[] changed = image.get(0).clone();
        changed[0] += 5;
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[] {0, 1});
        SlidingWindow window = new SlidingWindow(new int[] {8, 8}, settings);
        try (Network network = SmallNetworks.build(2, 1, 2, 1)) {
            float[][] before = window.logits(image, shape, List.of(network), Progress.silent());
            float[][] after = window.logits(List.of(changed), shape, List.of(network), Progress.silent());

            int slice = 11 * 9;
            assertThat(after[0][3]).isNotEqualTo(before[0][3]);
            for (int i = slice; i < 4 * slice; i++) {
                assertThat(after[1][i]).isCloseTo(before[1][i], within(1e-4f));
            }
        }
    }

    @Test
    void bf16StaysCloseToFp32() {
        int[] shape = {12, 20, 14};
        List<float[]> image = image(1, shape, new SplittableRandom(5));
        try (Network network = SmallNetworks.build(3, 1, 3, 2)) {
            float[][] full = logits(Precision.FP32, image, shape, network);
            float[][] half = logits(Precision.BF16, image, shape, network);

            double difference = 0;
            double size = 0;
            for (int i = 0; i < full[1].length; i++) {
                difference += Math.abs(full[1][i] - half[1][i]);
                size += Math.abs(full[1][i]);
            }
            assertThat(difference / size).isBetween(1e-5, 0.05);
        }
    }

    @Test
    void leavesNoNativeObjectsBehindAndTheGradientModeAsItWas() {
        int[] shape = {12, 20, 14};
        List<float[]> image = image(1, shape, new SplittableRandom(5));
        try (Network network = SmallNetworks.build(3, 1, 3, 2)) {
            logits(Precision.BF16, image, shape, network);
            long before = LiveObjects.settled();
            for (int i = 0; i < 5; i++) {
                logits(Precision.BF16, image, shape, network);
            }

            assertThat(Scope.liveObjects()).isEqualTo(before);
            assertThat(GradMode.is_enabled()).isTrue();
        }
    }

    @Test
    void handsOverEveryPlaneOnceAndHoldsNoMoreThanTheTilesInWorkReach() {
        Properties.forAll(1, 30, random -> {
            int[] patch = {2 * random.nextInt(2, 5), 8, 8};
            int[] shape = {random.nextInt(1, 60), random.nextInt(4, 12), random.nextInt(4, 12)};
            WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[0]);
            SlidingWindow window = new SlidingWindow(patch, settings, 2);
            List<float[]> image = image(1, shape, random);
            try (Network network = SmallNetworks.build(3, 1, 2, 1);
                    WindowLogits logits =
                            window.open(image, PreviousLabels.NONE, shape, List.of(network), Progress.silent())) {
                int seen = 0;
                while (seen < shape[0]) {
                    LogitsSlab slab = logits.next();
                    assertThat(slab.first()).isEqualTo(seen);
                    assertThat(slab.end()).isGreaterThan(seen);
                    seen = slab.end();
                }
                assertThat(seen).isEqualTo(shape[0]);
                assertThatThrownBy(logits::next).isInstanceOf(IllegalStateException.class);
            }
        });
    }

    @Test
    void aLongVolumeTakesNoMoreThanAShortOne() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[] {0, 1, 2});
        SlidingWindow window = new SlidingWindow(new int[] {128, 128, 128}, settings);
        MemoryPlan plan = window.plan(new int[] {800, 512, 512}, SmallNetworks.spec(3, 1, 24));

        assertThat(plan.openPlanes()).isEqualTo(128);
        assertThat(plan.heapBytes()).isBetween(3_300_000_000L, 3_800_000_000L);
        assertThat(window.plan(new int[] {8000, 512, 512}, SmallNetworks.spec(3, 1, 24))
                        .heapBytes())
                .isEqualTo(plan.heapBytes());
        assertThat(plan.text()).contains("588 tiles").contains("128 planes");
    }

    @Test
    void slicesOfATwoDimensionalNetworkGoTogether() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[] {0, 1});
        MemoryPlan plan = new SlidingWindow(new int[] {64, 64}, settings)
                .plan(new int[] {300, 64, 64}, SmallNetworks.spec(2, 1, 3));

        assertThat(plan.tilesPerPass()).isEqualTo(12);
        assertThat(plan.openPlanes()).isEqualTo(12);
    }

    @Test
    void refusesWhatDoesNotFitBeforeItStarts() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[] {0, 1, 2});
        SlidingWindow window = new SlidingWindow(new int[] {64, 64, 64}, settings);
        MemoryPlan plan = window.plan(new int[] {1000, 4000, 4000}, SmallNetworks.spec(3, 1, 3));

        assertThat(plan.heapBytes()).isGreaterThan(16_000_000_000L);
        assertThatThrownBy(() -> plan.requireFit(1L << 30, 1L << 50))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                .hasMessageContaining("Java heap")
                .hasMessageContaining("-Xmx");
        assertThatThrownBy(() -> plan.requireFit(1L << 50, 1 << 20)).hasMessageContaining("beside the Java heap");
    }

    @Test
    void takesAsManyViewsTogetherAsStayInTheCacheAndLargeTilesOneByOne() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, new int[] {0, 1, 2});
        int[] hippocampus = {36, 50, 35};

        assertThat(new SlidingWindow(new int[] {40, 56, 40}, settings)
                        .plan(hippocampus, SmallNetworks.spec(3, 1, 3))
                        .samplesPerPass())
                .isEqualTo(2);
        assertThat(new SlidingWindow(new int[] {128, 128, 128}, settings)
                        .plan(new int[] {300, 300, 300}, SmallNetworks.spec(3, 1, 3))
                        .samplesPerPass())
                .isEqualTo(1);
        TileGrid grid = TileGrid.of(hippocampus, new int[] {40, 56, 40}, 0.5);
        MemoryPlan little = MemoryPlan.of(grid, hippocampus, SmallNetworks.spec(3, 1, 3), settings, 1, 20_000_000);
        assertThat(little.samplesPerPass()).isEqualTo(1);
        assertThat(little.nativeBytes()).isLessThanOrEqualTo(10_000_000);
    }

    @Test
    void aGpuIsFilledWithAMargin() {
        WindowSettings settings = WindowSettings.nnUNet(new Device(true, 0), Precision.BF16, new int[] {0, 1, 2});
        int[] shape = {100, 120, 100};
        TileGrid grid = TileGrid.of(shape, new int[] {40, 56, 40}, 0.5);
        long free = 1_000_000_000;
        MemoryPlan plan = MemoryPlan.of(grid, shape, SmallNetworks.spec(3, 1, 3), settings, 1, free);

        assertThat(plan.nativeBytes()).isBetween(free / 2, 7 * free / 10);
        assertThat(plan.samplesPerPass()).isGreaterThan(50);
    }

    @Test
    void tilesOfOneValueAreComputedOnceAndNothingChanges() {
        int[] shape = {16, 20, 24};
        SplittableRandom random = new SplittableRandom(11);
        List<float[]> image = image(1, shape, random);
        for (int i = 0; i < image.get(0).length; i++) {
            int x = i % 24;
            int y = i / 24 % 20;
            if (x > 7 || y > 9) {
                image.get(0)[i] = i / 24 / 20 < 8 ? -0.75f : 0.5f;
            }
        }
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[] {0, 1, 2});
        SlidingWindow window = new SlidingWindow(new int[] {8, 8, 8}, settings);
        try (Network network = SmallNetworks.build(3, 1, 3, 4);
                WindowLogits logits =
                        window.open(image, PreviousLabels.NONE, shape, List.of(network), Progress.silent())) {
            float[][] found = new float[3][image.get(0).length];
            for (int seen = 0; seen < shape[0]; ) {
                LogitsSlab slab = logits.next();
                for (seen = slab.first(); seen < slab.end(); seen++) {
                    for (int output = 0; output < 3; output++) {
                        System.arraycopy(slab.plane(seen, output), 0, found[output], seen * 480, 480);
                    }
                }
            }
            double[][] expected =
                    new PlainWindow(new int[] {8, 8, 8}, 0.5, true, 0, 1, 2).logits(image, shape, List.of(network));

            assertThat(difference(found, expected)).isLessThan(2e-4);
            assertThat(logits.spared()).isEqualTo(2 * (constantTiles(image, shape) - 1));
        }
    }

    /** Of the first row of tiles along z, counted voxel by voxel; the last has as many. */
    private static int constantTiles(List<float[]> image, int[] shape) {
        int count = 0;
        for (int y = 0; y <= shape[1] - 8; y += 4) {
            for (int x = 0; x <= shape[2] - 8; x += 4) {
                boolean constant = true;
                for (int i = 0; i < 512; i++) {
                    int voxel = (i / 64 * shape[1] + y + i / 8 % 8) * shape[2] + x + i % 8;
                    constant &= image.get(0)[voxel] == -0.75f;
                }
                count += constant ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aTileThatSticksOutIsConstantOnlyWhereItIsZero() {
        int[] shape = {6, 8, 8};
        TileGrid grid = TileGrid.of(shape, new int[] {8, 8, 8}, 0.5);
        float[] values = new float[6 * 64];
        assertThat(constant(values, PreviousLabels.NONE, shape, grid)).contains(List.of(0f));
        java.util.Arrays.fill(values, 3);
        assertThat(constant(values, PreviousLabels.NONE, shape, grid)).isEmpty();
    }

    @Test
    void aTileIsConstantOnlyWhereThePreviousStageSaysOneThing() {
        int[] shape = {8, 8, 8};
        TileGrid grid = TileGrid.of(shape, shape, 0.5);
        float[] values = new float[512];
        short[] labels = new short[512];
        PreviousLabels previous = new PreviousLabels(List.of(1, 2), labels);
        assertThat(constant(values, previous, shape, grid)).contains(List.of(0f, 0f));
        labels[100] = 2;
        assertThat(constant(values, previous, shape, grid)).isEmpty();
    }

    private static Optional<List<Float>> constant(float[] values, PreviousLabels previous, int[] shape, TileGrid grid) {
        return new TileSource(List.of(values), previous, shape, grid).constant(0);
    }

    @Test
    void goesOnWithHalfAsMuchWhereMemoryRunsOut() {
        int[] shape = {24, 24, 24};
        List<float[]> image = image(1, shape, new SplittableRandom(5));
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.FP32, new int[] {0, 2});
        SlidingWindow window = new SlidingWindow(new int[] {8, 8, 8}, settings);
        try (Network network = SmallNetworks.build(3, 1, 3, 2)) {
            float[][] expected = window.logits(image, shape, List.of(network), Progress.silent());
            for (int most : new int[] {100, 5, 1}) {
                GreedyNetwork greedy = new GreedyNetwork(network, most);
                float[][] found = window.logits(image, shape, List.of(greedy), Progress.silent());
                for (int output = 0; output < 3; output++) {
                    assertThat(found[output])
                            .usingComparatorWithPrecision(1e-4f)
                            .containsExactly(expected[output]);
                }
                assertThat(greedy.refused()).isBetween(most == 100 ? 2 : 5, 9);
            }
            assertThatThrownBy(() ->
                            window.logits(image, shape, List.of(new GreedyNetwork(network, 0)), Progress.silent()))
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE))
                    .hasMessageContaining("single tile");
        }
    }

    @Test
    void refusesAnImageWithOtherChannels() {
        int[] shape = {8, 8, 8};
        try (Network network = SmallNetworks.build(3, 2, 3, 2)) {
            assertThatThrownBy(() -> logits(Precision.FP32, image(1, shape, new SplittableRandom(1)), shape, network))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("1 channels");
        }
    }

    private static double difference(float[][] logits, double[][] expected) {
        double largest = 0;
        for (int output = 0; output < expected.length; output++) {
            for (int i = 0; i < expected[output].length; i++) {
                largest = Math.max(largest, Math.abs(logits[output][i] - expected[output][i]));
            }
        }
        return largest;
    }

    private static float[][] logits(Precision precision, List<float[]> image, int[] shape, Network network) {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, precision, new int[] {0, 2});
        return new SlidingWindow(new int[] {8, 12, 8}, settings)
                .logits(image, shape, List.of(network), Progress.silent());
    }

    private static List<float[]> image(int channels, int[] shape, SplittableRandom random) {
        List<float[]> image = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            float[] values = new float[shape[0] * shape[1] * shape[2]];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            image.add(values);
        }
        return image;
    }
}
