package org.decathlete.core.plan;

import java.util.Arrays;

/** Percentiles and medians as numpy computes them, to the last bit. */
final class Statistics {

    private Statistics() {}

    /**
     * The percentile with linear interpolation between neighbours, as {@code numpy.percentile}.
     *
     * @param values at least one value
     * @param percent in [0, 100]
     */
    static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = (sorted.length - 1) * (percent / 100);
        int below = (int) Math.floor(position);
        double share = position - below;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        // numpy interpolates from the nearer end, which decides the last bit.
        return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share;
    }

    /** The mean of the two middle values, as {@code numpy.median}. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
