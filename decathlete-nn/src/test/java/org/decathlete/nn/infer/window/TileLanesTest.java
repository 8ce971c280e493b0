package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.nn.infer.window.LaneWindows.LANE;
import static org.decathlete.nn.infer.window.LaneWindows.PATCH;
import static org.decathlete.nn.infer.window.LaneWindows.SHAPE;
import static org.decathlete.nn.infer.window.LaneWindows.image;
import static org.decathlete.nn.infer.window.LaneWindows.meet;
import static org.decathlete.nn.infer.window.LaneWindows.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.LiveObjects;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passes side by side. */
class TileLanesTest {
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
            WatchedNetwork watched = new WatchedNetwork(network, true, samples -> meet(both));
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
}
