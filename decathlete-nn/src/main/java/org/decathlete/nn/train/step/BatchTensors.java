package org.decathlete.nn.train.step;

import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.nn.train.batch.Batch;
import org.decathlete.nn.train.batch.DeviceBatch;
import org.decathlete.nn.train.batch.StepBatch;
import org.decathlete.nn.train.validation.Targets;

/**
 * Batches as the network and the loss take them.
 *
 * @param dimensions of a patch, 2 or 3
 */
record BatchTensors(Targets targets, Device device, int dimensions) {

    /** (N, C, [D,] H, W) float32. */
    Tensor input(StepBatch batch) {
        if (batch instanceof DeviceBatch there) {
            return there.input();
        }
        Batch arrays = (Batch) batch;
        return Tensors.on(device, arrays.image(), arrays.image().length, shape(arrays, arrays.shape()[1]));
    }

    /** As {@link Targets} makes it. */
    Tensor target(StepBatch batch) {
        if (batch instanceof DeviceBatch there) {
            return there.target();
        }
        Batch arrays = (Batch) batch;
        return device.cuda()
                ? targets.tensor(Tensors.on(device, arrays.labels(), shape(arrays, 1)))
                : targets.tensor(arrays.labels(), shape(arrays, 1));
    }

    /** (N, channels, [D,] H, W). */
    private long[] shape(Batch batch, int channels) {
        int[] whole = batch.shape();
        return dimensions == 2
                ? new long[] {whole[0], channels, whole[3], whole[4]}
                : new long[] {whole[0], channels, whole[2], whole[3], whole[4]};
    }
}
