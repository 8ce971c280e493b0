package org.decathlete.nn.infer.window;

import java.util.Locale;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/** How much work a prediction takes on itself. */
public enum PredictionMode {
    /** nnU-Net's: tiles at half their size, and all mirrored views that the model was trained for. */
    FULL,
    /**
     * No mirrored views, and tiles at three quarters of their size: some 25 times less work where a volume has many tiles and a model
     * three mirror axes. {@code bench/fast_cost} tells what that costs in Dice.
     */
    FAST;

    private static final double FAST_STEP = 0.75;

    /**
     * The sliding window's settings.
     *
     * @param mirrorAxes those of the model
     */
    public WindowSettings window(Device device, Precision precision, int[] mirrorAxes) {
        return this == FAST
                ? new WindowSettings(device, precision, FAST_STEP, true, new int[0])
                : WindowSettings.nnUNet(device, precision, mirrorAxes);
    }

    /** As files name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
