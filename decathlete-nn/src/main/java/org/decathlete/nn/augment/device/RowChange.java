package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Tensor;

/** A change of some image channels of a batch on a device, with strengths that are known before. */
@FunctionalInterface
interface RowChange {

    /**
     * Changes the channels in place.
     *
     * @param rows (N·C, D, H, W) float32: channel c of sample n is row n·C + c
     * @param numbers what was planned, on the device
     */
    void apply(Tensor rows, Numbers numbers);
}
