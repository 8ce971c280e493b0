package org.decathlete.core.image;

import java.util.Arrays;

/**
 * Smallest and largest value of each slice across one axis, and clipping to them: cubic interpolation overshoots, and its result is
 * held within the range of what went in.
 */
final class SliceRange {
    private final int slices;
    private final float[] smallest;
    private final float[] largest;

    private SliceRange(int slices) {
        this.slices = slices;
        this.smallest = new float[slices];
        this.largest = new float[slices];
        Arrays.fill(smallest, Float.POSITIVE_INFINITY);
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    }

    /** One range for the whole array. */
    static SliceRange whole(float[] values) {
        SliceRange range = new SliceRange(1);
        range.include(0, values, 0, values.length);
        return range;
    }

    /** One range for each slice across {@code axis}. */
    static SliceRange across(float[] values, int[] shape, int axis) {
        SliceRange range = new SliceRange(shape[axis]);
        int inner = inner(shape, axis);
        for (int at = 0, slice = 0; at < values.length; at += inner, slice = (slice + 1) % range.slices) {
            range.include(slice, values, at, at + inner);
        }
        return range;
    }

    /** Clips an array whose axis {@code axis} has as many slices as the one that the range was taken from. */
    void clip(float[] values, int[] shape, int axis) {
        if (slices == 1) {
            clip(values, 0, values.length, smallest[0], largest[0]);
            return;
        }
        int inner = inner(shape, axis);
        for (int at = 0, slice = 0; at < values.length; at += inner, slice = (slice + 1) % slices) {
            clip(values, at, at + inner, smallest[slice], largest[slice]);
        }
    }

    private void include(int slice, float[] values, int from, int to) {
        float low = smallest[slice];
        float high = largest[slice];
        for (int i = from; i < to; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        smallest[slice] = low;
        largest[slice] = high;
    }

    private static void clip(float[] values, int from, int to, float low, float high) {
        for (int i = from; i < to; i++) {
            values[i] = Math.min(Math.max(values[i], low), high);
        }
    }

    private static int inner(int[] shape, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= shape[i];
        }
        return inner;
    }
}
