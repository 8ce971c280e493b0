package org.decathlete.nn.augment.spatial;

/**
 * The part of an output row whose source points lie within bounds, found once a row so that the loop over voxels need not ask.
 * Reused from row to row.
 */
final class RowRange {
    private int first;
    private int end;

    /** Starts with the whole row of {@code count} voxels. */
    void reset(int count) {
        first = 0;
        end = count;
    }

    /** Keeps the voxels i with {@code low < start + i·step < high}. */
    void clip(double start, double step, double low, double high) {
        if (step == 0) {
            if (!inside(start, low, high)) {
                reset(0);
            }
            return;
        }
        double one = (low - start) / step;
        double other = (high - start) / step;
        first = (int) Math.max(first, Math.floor(Math.min(one, other)));
        end = (int) Math.min(end, Math.ceil(Math.max(one, other)) + 1);
        while (first < end && !inside(start + first * step, low, high)) {
            first++;
        }
        while (end > first && !inside(start + (end - 1) * step, low, high)) {
            end--;
        }
        if (first >= end) {
            reset(0);
        }
    }

    int first() {
        return first;
    }

    int end() {
        return end;
    }

    private static boolean inside(double value, double low, double high) {
        return value > low && value < high;
    }
}
