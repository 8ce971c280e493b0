package org.decathlete.nn.net;

import java.util.Arrays;
import java.util.List;

/** Lists of a spec as the long arrays that libtorch wants. */
final class Shapes {

    private Shapes() {}

    static long[] of(List<Integer> extents) {
        return extents.stream().mapToLong(Integer::longValue).toArray();
    }

    /** Shape of a kernel: its two channel counts before its extents. */
    static long[] of(int first, int second, List<Integer> extents) {
        long[] shape = new long[extents.size() + 2];
        shape[0] = first;
        shape[1] = second;
        for (int axis = 0; axis < extents.size(); axis++) {
            shape[axis + 2] = extents.get(axis);
        }
        return shape;
    }

    static long[] ones(int axes) {
        long[] shape = new long[axes];
        Arrays.fill(shape, 1);
        return shape;
    }
}
