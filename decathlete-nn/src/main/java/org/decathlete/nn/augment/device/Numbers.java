package org.decathlete.nn.augment.device;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that steer the work on one batch. They are collected on the processor and go to the device in one copy, because each copy
 * by itself would cost more than the work that it steers.
 */
final class Numbers {
    private float[] values = new float[256];
    private int count;
    private @Nullable Tensor sent;

    /** Where some of the numbers lie. */
    record Slice(int from, int count) {}

    Slice add(double... numbers) {
        int from = count;
        count += numbers.length;
        if (count > values.length) {
            values = Arrays.copyOf(values, Math.max(count, 2 * values.length));
        }
        for (int i = 0; i < numbers.length; i++) {
            values[from + i] = (float) numbers[i];
        }
        return new Slice(from, numbers.length);
    }

    /** Whole numbers up to 2²⁴. */
    Slice add(int... numbers) {
        return add(Arrays.stream(numbers).asDoubleStream().toArray());
    }

    /** Sends all that were added; no more can be. */
    void send(Device device) {
        sent = Tensors.on(device, values, count, count);
    }

    /** Numbers on the device, float32. */
    Tensor get(Slice slice, long... shape) {
        if (sent == null) {
            throw new IllegalStateException("the numbers were not sent yet");
        }
        return sent.narrow(0, slice.from(), slice.count()).view(shape);
    }

    /** Whole numbers on the device, int64. */
    Tensor whole(Slice slice) {
        return get(slice, slice.count()).to(ScalarType.Long);
    }
}
