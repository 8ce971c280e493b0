package org.decathlete.nn.infer.window;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/** Windows whose passes run side by side: tiles of 32,000 voxels, six together, so that eight views are two passes. */
final class LaneWindows {
    static final int[] PATCH = {40, 40, 20};
    static final int[] SHAPE = {60, 44, 30};
    static final int[] AXES = {0, 1, 2};

    /** The name of the threads that passes run on. */
    static final String LANE = "lane";

    private LaneWindows() {}

    /** A window in a precision, with so many threads. */
    static SlidingWindow window(Precision precision, int threads) {
        return new SlidingWindow(PATCH, WindowSettings.nnUNet(Device.CPU, precision, AXES), threads);
    }

    /** An image of noise. */
    static List<float[]> image(int[] shape) {
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[shape[0] * shape[1] * shape[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return List.of(values);
    }

    /** Waits for the other pass, but not for ever. */
    static void meet(CyclicBarrier both) {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("a pass was alone", e);
        }
    }
}
