package org.decathlete.search.sampler;

/** Sums of numbers that are known by their logarithms only. */
final class LogSum {

    private LogSum() {}

    /** Logarithm of the sum of the exponentials; minus infinity where all are. */
    static double of(double[] logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : logs) {
            largest = Math.max(largest, value);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (double value : logs) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }
}
