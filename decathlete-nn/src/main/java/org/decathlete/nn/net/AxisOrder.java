package org.decathlete.nn.net;

import org.bytedeco.pytorch.Tensor;

/**
 * Which two spatial axes change places while a network computes. The innermost axis is what oneDNN's matrix kernels cut into tiles of
 * 32 when they make the gradient of a convolution's weights: 40 voxels fill two tiles to 62 %, 56 to 87 %. The result is the same but
 * for rounding.
 *
 * @param axis spatial axis, 0 the first, that changes places with the last of {@code axes}; the last itself for none
 * @param axes number of spatial axes, 2 or 3
 */
record AxisOrder(int axis, int axes) {
    private static final int TILE = 32;
    private static final double WORTHWHILE = 1.05;

    /** Every axis where it is. */
    static AxisOrder plain(int axes) {
        return new AxisOrder(axes - 1, axes);
    }

    /**
     * The order that fills the tiles best.
     *
     * @param extents voxels of a patch along its spatial axes
     */
    static AxisOrder best(int... extents) {
        int last = extents.length - 1;
        int best = last;
        for (int axis = last - 1; axis >= 0; axis--) {
            if (filling(extents[axis]) > WORTHWHILE * filling(extents[best])) {
                best = axis;
            }
        }
        return new AxisOrder(best, extents.length);
    }

    /** The filled part of the tiles at full resolution and, with a quarter of the work, at half of it. */
    private static double filling(int extent) {
        return 0.8 * part(extent) + 0.2 * part((extent + 1) / 2);
    }

    private static double part(int extent) {
        return (double) extent / ((extent + TILE - 1) / TILE * TILE);
    }

    /** Whether nothing changes places. */
    boolean isPlain() {
        return axis == axes - 1;
    }

    /** Values per spatial axis in this order. */
    long[] of(long[] perAxis) {
        long[] result = perAxis.clone();
        result[axis] = perAxis[axes - 1];
        result[axes - 1] = perAxis[axis];
        return result;
    }

    /** A view of a tensor in this order, and of one in this order as it was; its first two axes stay. */
    Tensor of(Tensor x) {
        return isPlain() ? x : x.transpose(2 + axis, 1 + axes);
    }
}
