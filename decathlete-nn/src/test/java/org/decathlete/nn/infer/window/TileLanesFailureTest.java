package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.decathlete.nn.infer.window.LaneWindows.AXES;
import static org.decathlete.nn.infer.window.LaneWindows.LANE;
import static org.decathlete.nn.infer.window.LaneWindows.PATCH;
import static org.decathlete.nn.infer.window.LaneWindows.SHAPE;
import static org.decathlete.nn.infer.window.LaneWindows.image;
import static org.decathlete.nn.infer.window.LaneWindows.meet;
import static org.decathlete.nn.infer.window.LaneWindows.window;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.infer.memory.FreeMemory;
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

/** Passes side by side where one fails, or memory or threads run out. */
class TileLanesFailureTest {
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
        Progress stopping = new RecordingProgress(() -> {
            throw new DecathleteException(ErrorKind.INTERRUPTED, "stopped");
        });
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            assertThatThrownBy(() -> window(Precision.BF16, 2).logits(image(shape), shape, List.of(watched), stopping))
                    .hasMessage("stopped");
            assertThat(watched.inside()).isZero();
            assertThat(watched.passes()).isBetween(2, 2 + TileLanes.AHEAD * 2);
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

    /** After five passes those in lanes meet a shortage. */
    private static WatchedNetwork shortInLanes(Network network, Runnable shortage) {
        AtomicInteger count = new AtomicInteger();
        return new WatchedNetwork(network, true, samples -> {
            if (count.incrementAndGet() > 5 && Thread.currentThread().getName().equals(LANE)) {
                shortage.run();
            }
        });
    }

    @Test
    void goesOnInTurnWhereMemoryRunsOutForSeveralPasses() {
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            List<float[]> image = image(SHAPE);
            float[][] expected = window(Precision.BF16, 2).logits(image, SHAPE, List.of(network), Progress.silent());
            WatchedNetwork greedy = shortInLanes(network, () -> {
                throw new RuntimeException("DefaultCPUAllocator: can't allocate memory");
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
            WatchedNetwork greedy = shortInLanes(network, () -> {
                throw new OutOfMemoryError("Java heap space");
            });
            RecordingProgress said = new RecordingProgress();
            float[][] found = window(Precision.BF16, 2).logits(image, SHAPE, List.of(greedy), said);

            assertThat(found).isDeepEqualTo(expected);
            assertThat(greedy.threads()).contains(Thread.currentThread().getName());
            assertThat(said.lines())
                    .filteredOn(line -> line.contains("in turn"))
                    .hasSize(1);
        }
    }

    @Test
    void aShortageWhereLogitsAreAddedIsNotComputedAgain() {
        Progress failing = new RecordingProgress(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        int[] shape = {40, 40, 230};
        try (Network network = SmallNetworks.build(3, 1, 3, 1)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            assertThatThrownBy(() -> window(Precision.BF16, 2).logits(image(shape), shape, List.of(watched), failing))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(watched.threads()).containsExactly(LANE);
        }
    }

    @Test
    void passesGoInTurnWhereTheSystemStartsNoMoreThreads() {
        WindowSettings settings = WindowSettings.nnUNet(Device.CPU, Precision.BF16, AXES);
        RecordingProgress said = new RecordingProgress();
        try (Network network = SmallNetworks.build(3, 1, 3, 1);
                SlidingWindow window = new SlidingWindow(PATCH, settings, 2, FreeMemory::heap, RefusedThreads::lanes)) {
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> {});
            float[][] expected =
                    window(Precision.BF16, 1).logits(image(SHAPE), SHAPE, List.of(network), Progress.silent());
            for (int i = 0; i < 2; i++) {
                assertThat(window.logits(image(SHAPE), SHAPE, List.of(watched), said))
                        .isDeepEqualTo(expected);
            }
            assertThat(watched.threads()).containsExactly(Thread.currentThread().getName());
        }
        assertThat(said.lines())
                .filteredOn(line -> line.contains("no more threads"))
                .hasSize(1);
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
}
