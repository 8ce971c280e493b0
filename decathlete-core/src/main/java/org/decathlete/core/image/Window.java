package org.decathlete.core.image;

/**
 * A box of elements that two arrays share, and where it lies in each. Arrays have up to four axes; coordinates are common to both.
 *
 * @param start first element of the box
 * @param end one past the last
 * @param sourceOrigin where the source array begins
 * @param sourceShape of the source array
 * @param targetOrigin where the target array begins
 * @param targetShape of the target array
 */
public record Window(
        int[] start, int[] end, int[] sourceOrigin, int[] sourceShape, int[] targetOrigin, int[] targetShape) {
    private static final int RANK = 4;

    /**
     * Copies the box, row by row.
     *
     * @param source primitive array
     * @param skipped how many elements at the beginning of the source array are not in {@code source}
     * @param target primitive array of the same type
     */
    public void copy(Object source, int skipped, Object target) {
        int[] extent = padded(size(), 1);
        int[] sourceStride = padded(strides(sourceShape), 0);
        int[] targetStride = padded(strides(targetShape), 0);
        int from = offset(sourceOrigin, strides(sourceShape)) - skipped;
        int to = offset(targetOrigin, strides(targetShape));
        for (int a = 0; a < extent[0]; a++) {
            for (int b = 0; b < extent[1]; b++) {
                int rowFrom = from + a * sourceStride[0] + b * sourceStride[1];
                int rowTo = to + a * targetStride[0] + b * targetStride[1];
                copyRows(source, rowFrom, sourceStride[2], target, rowTo, targetStride[2], extent[2], extent[3]);
            }
        }
    }

    private static void copyRows(
            Object source, int from, int fromStride, Object target, int to, int toStride, int rows, int length) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(source, from + row * fromStride, target, to + row * toStride, length);
        }
    }

    private int[] size() {
        int[] size = new int[start.length];
        for (int axis = 0; axis < size.length; axis++) {
            size[axis] = end[axis] - start[axis];
        }
        return size;
    }

    private int offset(int[] origin, int[] strides) {
        int offset = 0;
        for (int axis = 0; axis < start.length; axis++) {
            offset += (start[axis] - origin[axis]) * strides[axis];
        }
        return offset;
    }

    private static int[] strides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }

    /** With axes put in front. */
    private static int[] padded(int[] values, int value) {
        int[] result = new int[RANK];
        int added = RANK - values.length;
        for (int axis = 0; axis < RANK; axis++) {
            result[axis] = axis < added ? value : values[axis - added];
        }
        return result;
    }
}
