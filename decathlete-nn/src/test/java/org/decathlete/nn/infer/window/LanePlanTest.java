package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.nn.infer.window.LaneWindows.AXES;
import static org.decathlete.nn.infer.window.LaneWindows.PATCH;
import static org.decathlete.nn.infer.window.LaneWindows.SHAPE;
import static org.decathlete.nn.infer.window.LaneWindows.window;

import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.Test;

/** How many lanes a plan of memory and threads allows. */
class LanePlanTest {

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
}
