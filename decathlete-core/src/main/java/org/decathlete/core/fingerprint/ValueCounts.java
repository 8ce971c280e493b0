package org.decathlete.core.fingerprint;

import java.util.Arrays;

/**
 * The values of one channel inside the foreground of one case, compacted: each distinct value once, ascending, with how often it
 * occurs. CT images have a few thousand distinct values however large they are.
 *
 * @param values distinct, ascending
 * @param counts how often each occurs, at least once
 * @param total sum of the counts
 */
record ValueCounts(float[] values, int[] counts, int total) {
    /** Whole numbers over at most so wide a range are counted rather than sorted. */
    private static final int COUNTED_RANGE = 1 << 17;

    /**
     * Compacts.
     *
     * @param values at least one, all finite; sorted in place
     */
    static ValueCounts of(float[] values) {
        float low = values[0];
        float high = values[0];
        boolean whole = true;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            whole &= value == Math.rint(value);
        }
        // Beyond 2^24 neighbouring whole numbers share a float, so their distance from the lowest is not exact.
        boolean exact = Math.max(Math.abs(low), Math.abs(high)) < 1 << 24;
        return whole && exact && (double) high - low < COUNTED_RANGE
                ? counted(values, (int) low, (int) high)
                : sorted(values);
    }

    private static ValueCounts counted(float[] values, int low, int high) {
        int[] histogram = new int[high - low + 1];
        for (float value : values) {
            histogram[(int) value - low]++;
        }
        float[] distinct = new float[histogram.length];
        int[] counts = new int[histogram.length];
        int size = 0;
        for (int bin = 0; bin < histogram.length; bin++) {
            if (histogram[bin] > 0) {
                distinct[size] = low + bin;
                counts[size++] = histogram[bin];
            }
        }
        return trimmed(distinct, counts, size, values.length);
    }

    private static ValueCounts sorted(float[] values) {
        Arrays.sort(values);
        float[] distinct = new float[values.length];
        int[] counts = new int[values.length];
        int size = 0;
        for (float value : values) {
            if (size > 0 && distinct[size - 1] == value) {
                counts[size - 1]++;
            } else {
                // Adding 0 makes -0 and 0 one value.
                distinct[size] = value + 0f;
                counts[size++] = 1;
            }
        }
        return trimmed(distinct, counts, size, values.length);
    }

    private static ValueCounts trimmed(float[] values, int[] counts, int size, int total) {
        return new ValueCounts(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), total);
    }

    double min() {
        return values[0];
    }

    double max() {
        return values[values.length - 1];
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * counts[i];
        }
        return sum / total;
    }

    /** Population variance. */
    double variance() {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - mean;
            sum += difference * difference * counts[i];
        }
        return sum / total;
    }

    /** The percentile with linear interpolation between neighbours, as {@code numpy.percentile}. */
    double percentile(double percent) {
        double position = (total - 1) * (percent / 100);
        long below = (long) Math.floor(position);
        double share = position - below;
        double low = atRank(below);
        double high = atRank(Math.min(below + 1, total - 1));
        return low + (high - low) * share;
    }

    private double atRank(long rank) {
        long passed = 0;
        int i = 0;
        while (passed + counts[i] <= rank) {
            passed += counts[i++];
        }
        return values[i];
    }
}
