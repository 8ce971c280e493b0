package org.decathlete.nn.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.LaneThreads;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.RefusedThreads;
import org.decathlete.nn.tensor.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passes side by side. Tiles of 32,000 voxels, six together: eight views are two passes. */
class TileLanesTest {
    private static final int[] PATCH = {40, 40, 20};
    private static final int[] SHAPE = {60, 44, 30};
    private static final int[] AXES = {0, 1, 2};
    private static final String LANE = "lane";

    @BeforeAll
    static void load() {
        Native.load();
        // So that what is left to the calling thread is computed as in a lane.
        Native.threads(1);
    }

    @AfterAll
    static void restoreThreads() {
        Native.threads(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void theBitsAreThoseOfPassesInTurnHoweverTheLanesAreHeldUp() {
        for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
            List<float[]> image = image(SHAPE);
            List<Network> folds = List.of(SmallNetworks.build(3, 1, 3, 1), SmallNetworks.build(3, 1, 3, 2));
            float[][] inTurn = window(precision, 1).logits(image, SHAPE, folds, Progress.silent());
            for (int threads = 2; threads <= 3; threads++) {
                SplittableRandom delays = new SplittableRandom(threads);
                List<WatchedNetwork> watched = new ArrayList<>();
                folds.forEach(one -> watched.add(new WatchedNetwork(one, true, samples -> pause(delays))));
                float[][] found =
                        window(precision, threads).logits(image, SHAPE, List.copyOf(watched), Progress.silent());

                assertThat(found).isDeepEqualTo(inTurn);
                watched.forEach(one -> assertThat(one.threads()).contains(LANE));
                assertThat(watched.get(0).passes()).isGreaterThan(1);
            }
            folds.forEach(Network::close);
        }
        assertThat(Native.threads()).isEqualTo(1);
    }

    private static void pause(SplittableRandom delays) {
        long millis;
        synchronized (delays) {
            millis = delays.nextLong(12);
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void lanesAreAtWorkAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {
                try {
                    both.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("a pass was alone", e);
                }
            });
            window(Precision.BF16, 2).logits(image(SHAPE), SHAPE, List.of(watched), Progress.silent());

            assertThat(watched.threads()).containsExactly(LANE);
            assertThat(watched.most()).isEqualTo(2);
        }
    }

    @Test
    void aNetworkThatDoesNotSaySoIsUsedByOneThread() {
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, false, samples -> {});
            window(Precision.FP32, 2).logits(image(SHAPE), SHAPE, List.of(watched), Progress.silent());

            assertThat(watched.threads()).containsExactly(Thread.currentThread().getName());
        }
    }

    @Test
    void aSinglePassTakesAllThreads() {
        int[] shape = {30, 40, 20};
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, new int[0]);
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            new SlidingWindow(PATCH, settings, 2).logits(image(shape), shape, List.of(watched), Progress.silent());

            assertThat(watched.passes()).isEqualTo(1);
            assertThat(watched.threads()).containsExactly(Thread.currentThread().getName());
        }
    }

    @Test
    void aFailureInALaneReachesTheCallerWhenNoOtherIsAtWork() {
        AtomicInteger count = new AtomicInteger();
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork failing = new WatchedNetwork(network, true, samples -> {
                if (count.incrementAndGet() % 4 == 3) {
                    throw new IllegalStateException("pass 3");
                }
            });
            SlidingWindow window = window(Precision.BF16, 2);
            float[][] expected = window.logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            long before = LiveObjects.settled();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> window.logits(image(SHAPE), SHAPE, List.of(failing), Progress.silent()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("pass 3");
                assertThat(failing.inside()).isZero();
            }
            assertThat(Scope.liveObjects()).isEqualTo(before);
            assertThat(window.logits(image(SHAPE), SHAPE, List.of(network), Progress.silent()))
                    .isDeepEqualTo(expected);
        }
    }

    @Test
    void stoppingWhereProgressIsToldLeavesNoLaneAtWork() {
        int[] shape = {40, 40, 230};
        Progress stopping = new Progress() {
            @Override
            public Stage start(String name, long total) {
                return new Stage() {
                    @Override
                    public void advance(long steps, String detail) {
                        throw new DecathleteException(ErrorKind.INTERRUPTED, "stopped");
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void say(String line) {}
        };
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            assertThatThrownBy(() -> window(Precision.BF16, 2).logits(image(shape), shape, List.of(watched), stopping))
                    .hasMessage("stopped");
            assertThat(watched.inside()).isZero();
            assertThat(watched.passes()).isBetween(2, 2 + TileLanes.AHEAD * 2);
        }
    }

    @Test
    void anInterruptedThreadFinishesAndStaysInterrupted() {
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            float[][] expected =
                    window(Precision.BF16, 2).logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            Thread.currentThread().interrupt();
            float[][] found =
                    window(Precision.BF16, 2).logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(found).isDeepEqualTo(expected);
        }
    }

    @Test
    void goesOnInTurnWhereMemoryRunsOutForSeveralPasses() {
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            List<float[]> image = image(SHAPE);
            float[][] expected = window(Precision.BF16, 2).logits(image, SHAPE, List.of(network), Progress.silent());
            AtomicInteger count = new AtomicInteger();
            WatchedNetwork greedy = new WatchedNetwork(network, true, samples -> {
                if (count.incrementAndGet() > 5
                        && Thread.currentThread().getName().equals(LANE)) {
                    throw new RuntimeException("DefaultCPUAllocator: can't allocate memory");
                }
            });
            float[][] found = window(Precision.BF16, 2).logits(image, SHAPE, List.of(greedy), Progress.silent());

            assertThat(found).isDeepEqualTo(expected);
            assertThat(greedy.threads())
                    .containsExactlyInAnyOrder(LANE, Thread.currentThread().getName());
        }
    }

    @Test
    void aShortageOfTheJavaHeapInALaneIsToldAndTheRestGoesInTurn() {
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            List<float[]> image = image(SHAPE);
            float[][] expected = window(Precision.BF16, 2).logits(image, SHAPE, List.of(network), Progress.silent());
            AtomicInteger count = new AtomicInteger();
            WatchedNetwork greedy = new WatchedNetwork(network, true, samples -> {
                if (count.incrementAndGet() > 5
                        && Thread.currentThread().getName().equals(LANE)) {
                    throw new OutOfMemoryError("Java heap space");
                }
            });
            List<String> said = new ArrayList<>();
            float[][] found = window(Precision.BF16, 2).logits(image, SHAPE, List.of(greedy), saying(said));

            assertThat(found).isDeepEqualTo(expected);
            assertThat(greedy.threads()).contains(Thread.currentThread().getName());
            assertThat(said).filteredOn(line -> line.contains("in turn")).hasSize(1);
        }
    }

    @Test
    void anErrorInALaneIsThrownWithWhatElseFailed() {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger count = new AtomicInteger();
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork failing = new WatchedNetwork(network, true, samples -> {
                int mine = count.incrementAndGet();
                if (mine > 2) {
                    return;
                }
                meet(both);
                if (mine == 1) {
                    throw new StackOverflowError("lane");
                }
                throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory");
            });
            assertThatThrownBy(() ->
                            window(Precision.BF16, 2).logits(image(SHAPE), SHAPE, List.of(failing), Progress.silent()))
                    .isInstanceOf(StackOverflowError.class)
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .anySatisfy(other -> assertThat(other).hasMessageContaining("allocate memory")));
            assertThat(failing.inside()).isZero();
        }
    }

    @Test
    void aShortageWhereLogitsAreAddedIsNotComputedAgain() {
        Progress failing = new Progress() {
            @Override
            public Stage start(String name, long total) {
                return new Stage() {
                    @Override
                    public void advance(long steps, String detail) {
                        throw new OutOfMemoryError("Java heap space");
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void say(String line) {}
        };
        int[] shape = {40, 40, 230};
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            assertThatThrownBy(() -> window(Precision.BF16, 2).logits(image(shape), shape, List.of(watched), failing))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(watched.threads()).containsExactly(LANE);
        }
    }

    @Test
    void lanesAreStartedOnceForSeveralImagesAndEndWithTheWindow() throws InterruptedException {
        Set<Thread> lanes = ConcurrentHashMap.newKeySet();
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> lanes.add(Thread.currentThread()));
            try (SlidingWindow window = window(Precision.BF16, 2)) {
                for (int i = 0; i < 3; i++) {
                    try (WindowLogits logits = window.open(
                            image(SHAPE), PreviousLabels.NONE, SHAPE, List.of(watched), Progress.silent())) {
                        while (logits.next().end() < SHAPE[0]) {
                            assertThat(watched.inside()).isZero();
                        }
                    }
                }
            }
        }
        assertThat(lanes).hasSize(2);
        for (Thread lane : lanes) {
            lane.join(10_000);
            assertThat(lane.isAlive()).isFalse();
        }
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("a pass was alone", e);
        }
    }

    private static Progress saying(List<String> said) {
        return new Progress() {
            @Override
            public Stage start(String name, long total) {
                return Progress.silent().start(name, total);
            }

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
    }

    @Test
    void passesGoInTurnWhereTheSystemStartsNoMoreThreads() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, AXES);
        List<String> said = new ArrayList<>();
        try (Network network = SmallNetworks.build(3, 1, 3, 1);
                SlidingWindow window = new SlidingWindow(PATCH, settings, 2, FreeMemory::heap, RefusedThreads::lanes)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            float[][] expected =
                    window(Precision.BF16, 1).logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            for (int i = 0; i < 2; i++) {
                assertThat(window.logits(image(SHAPE), SHAPE, List.of(watched), saying(said)))
                        .isDeepEqualTo(expected);
            }
            assertThat(watched.threads()).containsExactly(Thread.currentThread().getName());
        }
        assertThat(said).filteredOn(line -> line.contains("no more threads")).hasSize(1);
    }

    @Test
    void aHeapTooSmallForLanesTakesPassesInTurn() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, AXES);
        SlidingWindow ample = window(Precision.BF16, 2);
        long needed = ample.plan(SHAPE, SmallNetworks.spec(3, 1, 3)).heapBytes();
        assertThat(ample.plan(SHAPE, SmallNetworks.spec(3, 1, 3)).lanes()).isEqualTo(1);
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            float[][] expected = ample.logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            float[][] found = new SlidingWindow(PATCH, settings, 2, wanted -> needed, LaneThreads::of)
                    .logits(image(SHAPE), SHAPE, List.of(watched), Progress.silent());

            assertThat(found).isDeepEqualTo(expected);
            assertThat(watched.threads()).containsExactly(Thread.currentThread().getName());
            SlidingWindow tiny = new SlidingWindow(PATCH, settings, 2, wanted -> needed - 1, LaneThreads::of);
            assertThatThrownBy(() -> tiny.logits(image(SHAPE), SHAPE, List.of(network), Progress.silent()))
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCE));
        }
    }

    @Test
    void thereAreNoMoreLanesThanPasses() {
        // A hippocampus patch of 89,600 voxels, of which two go together: eight views are four passes.
        int[] patch = {40, 56, 40};
        assertThat(lanesTimesSamples(patch, patch, Precision.FP32, 16)).containsExactly(4, 2);
        assertThat(lanesTimesSamples(patch, patch, Precision.BF16, 16)).containsExactly(4, 2);
        // Lanes share out all threads: six of two threads, or four of three.
        assertThat(lanesTimesSamples(patch, new int[] {60, 56, 40}, Precision.FP32, 12))
                .containsExactly(6, 2);
        assertThat(lanesTimesSamples(patch, patch, Precision.FP32, 12)).containsExactly(4, 2);
        assertThat(lanesTimesSamples(patch, patch, Precision.FP32, 5)).containsExactly(1, 2);
        assertThat(lanesTimesSamples(patch, new int[] {200, 200, 200}, Precision.FP32, 16))
                .containsExactly(16, 2);
    }

    @Test
    void littleMemoryTakesLanesBeforeItTakesTheSecondSampleOfFloat32() {
        int[] shape = {300, 300, 300};
        TileGrid grid = TileGrid.of(shape, PATCH, 0.5);
        WindowSettings full = WindowSettings.nnUNet(Device.CPU, Precision.FP32, AXES);
        long sample = MemoryPlan.of(grid, shape, SmallNetworks.spec(3, 1, 3), full, 1, 1L << 40)
                        .nativeBytes()
                / 6;
        MemoryPlan plan = MemoryPlan.of(grid, shape, SmallNetworks.spec(3, 1, 3), full, 4, 2 * 5 * sample);
        assertThat(plan.lanes()).isEqualTo(2);
        assertThat(plan.samplesPerPass()).isEqualTo(2);
    }

    private static int[] lanesTimesSamples(int[] patch, int[] shape, Precision precision, int threads) {
        MemoryPlan plan = MemoryPlan.of(
                TileGrid.of(shape, patch, 0.5),
                shape,
                SmallNetworks.spec(3, 1, 3),
                WindowSettings.nnUNet(Device.CPU, precision, AXES),
                threads,
                1L << 40);
        return new int[] {plan.lanes(), plan.samplesPerPass()};
    }

    @Test
    void nativeObjectsDoNotGrow() {
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            SlidingWindow window = window(Precision.BF16, 2);
            window.logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            long before = LiveObjects.settled();
            for (int i = 0; i < 4; i++) {
                window.logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            }
            assertThat(Scope.liveObjects()).isEqualTo(before);
        }
    }

    @Test
    void thePlanCountsTheActivationsAndTilesOfAllLanes() {
        MemoryPlan one = window(Precision.BF16, 1).plan(SHAPE, SmallNetworks.spec(3, 1, 3), 1);
        MemoryPlan two = window(Precision.BF16, 2).plan(SHAPE, SmallNetworks.spec(3, 1, 3), 2);
        long tile = 4L * 4 * PATCH[0] * PATCH[1] * PATCH[2];

        assertThat(one.lanes()).isEqualTo(1);
        assertThat(two.lanes()).isEqualTo(2);
        assertThat(two.samplesPerPass()).isEqualTo(one.samplesPerPass()).isEqualTo(6);
        assertThat(two.nativeBytes()).isEqualTo(2 * one.nativeBytes());
        assertThat(two.heapBytes()).isEqualTo(one.heapBytes() + 4 * tile);
        assertThat(one.text()).doesNotContain("in each");
        assertThat(two.text()).contains("6 together in each of 2 lanes");
    }

    @Test
    void largeTilesAndLittleMemoryLeaveFewerLanes() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, AXES);
        int[] shape = {300, 300, 300};
        assertThat(new SlidingWindow(new int[] {128, 128, 128}, settings, 2)
                        .plan(shape, SmallNetworks.spec(3, 1, 3), 2)
                        .lanes())
                .isEqualTo(1);
        TileGrid grid = TileGrid.of(shape, PATCH, 0.5);
        MemoryPlan ample = MemoryPlan.of(grid, shape, SmallNetworks.spec(3, 1, 3), settings, 4, 1L << 40);
        MemoryPlan little = MemoryPlan.of(grid, shape, SmallNetworks.spec(3, 1, 3), settings, 4, 15_000_000);
        assertThat(ample.lanes()).isEqualTo(4);
        assertThat(little.lanes()).isEqualTo(2);
        assertThat(little.nativeBytes()).isLessThanOrEqualTo(7_500_000);
        WindowSettings gpu = WindowSettings.nnUNet(new Device(true, 0), Precision.BF16, AXES);
        assertThat(MemoryPlan.of(grid, shape, SmallNetworks.spec(3, 1, 3), gpu, 4, 1L << 40)
                        .lanes())
                .isEqualTo(1);
    }

    private static SlidingWindow window(Precision precision, int threads) {
        return new SlidingWindow(PATCH, WindowSettings.nnUNet(Device.CPU, precision, AXES), threads);
    }

    private static List<float[]> image(int[] shape) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[shape[0] * shape[1] * shape[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return List.of(values);
    }
}
