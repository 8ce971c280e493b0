package org.decathlete.nn.infer.window;

import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * How a sliding window goes over a volume.
 *
 * @param device where the networks are
 * @param precision of the convolutions; averages are kept in float32
 * @param step distance of neighbouring tiles as a fraction of the tile, above 0 and up to 1
 * @param gaussian whether the middle of a tile counts more than its rim
 * @param mirrorAxes spatial axes whose mirrored views are averaged; none means no mirroring
 */
public record WindowSettings(Device device, Precision precision, double step, boolean gaussian, int[] mirrorAxes) {

    public WindowSettings {
        mirrorAxes = mirrorAxes.clone();
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("step is " + step + ", expected above 0 and up to 1");
        }
        for (int axis : mirrorAxes) {
            if (axis < 0 || axis > 2) {
                throw new IllegalArgumentException("mirror axis " + axis + ", expected 0, 1 or 2");
            }
        }
    }

    /** nnU-Net's: half a tile, Gaussian weights. */
    public static WindowSettings nnUNet(Device device, Precision precision, int[] mirrorAxes) {
        return new WindowSettings(device, precision, 0.5, true, mirrorAxes);
    }

    @Override
    public int[] mirrorAxes() {
        return mirrorAxes.clone();
    }
}
