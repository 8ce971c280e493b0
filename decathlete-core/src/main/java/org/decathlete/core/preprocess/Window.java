package org.decathlete.core.preprocess;

/**
 * A box of elements that two arrays share: where its rows lie in each.
 *
 * @param start first element of the box, in common coordinates
 * @param end one past the last
 * @param sourceOrigin where the source array begins, in common coordinates
 * @param sourceShape of the source array
 * @param targetOrigin where the target array begins
 * @param targetShape of the target array
 */
record Window(int[] start, int[] end, int[] sourceOrigin, int[] sourceShape, int[] targetOrigin, int[] targetShape) {

    /** Copies one row. */
    interface RowCopy {
        void copy(int from, int to, int length);
    }

    /** Calls {@code row} for every contiguous row along the last axis. */
    void forEachRow(RowCopy row) {
        int last = start.length - 1;
        int[] at = start.clone();
        int axis = 0;
        while (axis >= 0) {
            row.copy(
                    offset(at, sourceOrigin, sourceShape),
                    offset(at, targetOrigin, targetShape),
                    end[last] - start[last]);
            axis = last - 1;
            while (axis >= 0 && at[axis] == end[axis] - 1) {
                at[axis] = start[axis];
                axis--;
            }
            if (axis >= 0) {
                at[axis]++;
            }
        }
    }

    private static int offset(int[] at, int[] origin, int[] shape) {
        int offset = 0;
        for (int axis = 0; axis < at.length; axis++) {
            offset = offset * shape[axis] + at[axis] - origin[axis];
        }
        return offset;
    }
}
