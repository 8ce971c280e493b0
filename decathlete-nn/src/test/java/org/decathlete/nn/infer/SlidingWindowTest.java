package org.decathlete.nn.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.GradMode;
import org.decathlete.core.preprocess.LogitsSlab;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
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
            long before = Scope.liveObjects();
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

        assertThat(plan.tilesPerPass()).isEqualTo(61);
        assertThat(plan.openPlanes()).isEqualTo(61);
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
    void batchesTheViewsOfASmallTileAndTakesLargeTilesOneByOne() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, new int[] {0, 1, 2});
        int[] hippocampus = {36, 50, 35};

        assertThat(new SlidingWindow(new int[] {40, 56, 40}, settings)
                        .plan(hippocampus, SmallNetworks.spec(3, 1, 3))
                        .samplesPerPass())
                .isEqualTo(8);
        assertThat(new SlidingWindow(new int[] {128, 128, 128}, settings)
                        .plan(new int[] {300, 300, 300}, SmallNetworks.spec(3, 1, 3))
                        .samplesPerPass())
                .isEqualTo(1);
        TileGrid grid = TileGrid.of(hippocampus, new int[] {40, 56, 40}, 0.5);
        MemoryPlan little = MemoryPlan.of(grid, hippocampus, SmallNetworks.spec(3, 1, 3), settings, 60_000_000);
        assertThat(little.samplesPerPass()).isBetween(2, 6);
        assertThat(little.nativeBytes()).isLessThanOrEqualTo(30_000_000);
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
