package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** How tensors lie in memory. With the channel fastest, convolutions and normalisations are quickest on the processor. */
final class MemoryLayout {

    private MemoryLayout() {}

    /** The same values with the channel fastest; (N, C, H, W) or (N, C, D, H, W). */
    static Tensor channelsLast(Tensor x) {
        int axes = (int) x.dim();
        if (x.size(1) == 1) {
            return x.contiguous().as_strided(x.shape(), strides(x.shape()));
        }
        return x.contiguous(axes == 5 ? MemoryFormat.ChannelsLast3d : MemoryFormat.ChannelsLast);
    }

    /** With a single channel both layouts are the same bytes, and only the strides tell libtorch which one is meant. */
    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        strides[1] = 1;
        long step = shape[1];
        for (int axis = shape.length - 1; axis >= 2; axis--) {
            strides[axis] = step;
            step *= shape[axis];
        }
        strides[0] = step;
        return strides;
    }
}
