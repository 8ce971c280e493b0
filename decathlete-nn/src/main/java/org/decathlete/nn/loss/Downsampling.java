package org.decathlete.nn.loss;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Tensors;

/** Targets at the resolution of a lower head. */
final class Downsampling {

    private Downsampling() {}

    /**
     * Nearest neighbours by PyTorch's "nearest-exact": output voxel i takes input voxel ⌊(i + ½) · in / out⌋ along each axis.
     *
     * @param target (N, C, …)
     * @param shape a shape whose extents from the third on are the ones to reach
     */
    static Tensor nearestExact(Tensor target, long[] shape) {
        Tensor result = target;
        for (int axis = 2; axis < shape.length; axis++) {
            long in = result.size(axis);
            if (in != shape[axis]) {
                result = in % shape[axis] == 0
                        ? every(result, axis, in / shape[axis])
                        : result.index_select(axis, indices(target, in, shape[axis]));
            }
        }
        return result;
    }

    /** Whole steps need no indices, which a GPU would have to be sent. */
    private static Tensor every(Tensor target, int axis, long step) {
        return target.slice(axis, new LongOptional(step / 2), new LongOptional(), step);
    }

    private static Tensor indices(Tensor target, long in, long out) {
        float scale = (float) in / out;
        long[] indices = new long[(int) out];
        for (int i = 0; i < out; i++) {
            indices[i] = Math.min((long) Math.floor((i + 0.5f) * scale), in - 1);
        }
        Tensor tensor = Tensors.of(indices, out);
        return target.is_cuda() ? tensor.to(target.device(), tensor.dtype()) : tensor;
    }
}
