package org.decathlete.nn.train.batch;

import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.SideStream;

/**
 * A batch that was augmented on the device.
 *
 * @param index iteration
 * @param input (N, C, [D,] H, W) float32
 * @param target as the loss takes it
 * @param made when both are there
 */
public record DeviceBatch(long index, Tensor input, Tensor target, SideStream.Mark made) implements StepBatch {

    @Override
    public int samples() {
        return (int) input.size(0);
    }

    /** To be called by the thread that learns from it, before it does. */
    DeviceBatch taken() {
        made.precede(input, target);
        return this;
    }

    @Override
    public void close() {
        input.close();
        target.close();
        made.close();
    }
}
