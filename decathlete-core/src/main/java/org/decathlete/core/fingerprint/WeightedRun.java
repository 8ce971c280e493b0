package org.decathlete.core.fingerprint;

import java.util.Arrays;

/**
 * Distinct values, ascending, each with a weight.
 *
 * @param values distinct, ascending
 * @param weights weight of each value, above 0
 */
record WeightedRun(float[] values, double[] weights) {

    /** The values of one case, which weigh 1 together. */
    static WeightedRun of(ValueCounts counts) {
        double[] weights = new double[counts.values().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (double) counts.counts()[i] / counts.total();
        }
        return new WeightedRun(counts.values(), weights);
    }

    int size() {
        return values.length;
    }

    double total() {
        return Arrays.stream(weights).sum();
    }

    /** All values of both; the weights of equal values are added. */
    WeightedRun merge(WeightedRun other) {
        float[] merged = new float[size() + other.size()];
        double[] sums = new double[merged.length];
        int left = 0;
        int right = 0;
        int size = 0;
        while (left < size() || right < other.size()) {
            boolean takeLeft = right == other.size() || (left < size() && values[left] <= other.values[right]);
            boolean takeRight = left == size() || (right < other.size() && other.values[right] <= values[left]);
            merged[size] = takeLeft ? values[left] : other.values[right];
            sums[size++] = (takeLeft ? weights[left++] : 0) + (takeRight ? other.weights[right++] : 0);
        }
        return new WeightedRun(Arrays.copyOf(merged, size), Arrays.copyOf(sums, size));
    }

    /**
     * At most about {@code limit} values: neighbours whose weights together stay under a share of {@code 2 / limit} become one,
     * the largest of them, so that the rank of a value moves by less than that share.
     */
    WeightedRun compacted(int limit) {
        if (size() <= limit) {
            return this;
        }
        double largest = 2 * total() / limit;
        float[] kept = new float[size()];
        double[] sums = new double[size()];
        int size = 0;
        for (int i = 0; i < size(); i++) {
            if (size > 0 && sums[size - 1] + weights[i] <= largest) {
                sums[size - 1] += weights[i];
                kept[size - 1] = values[i];
            } else {
                kept[size] = values[i];
                sums[size++] = weights[i];
            }
        }
        return new WeightedRun(Arrays.copyOf(kept, size), Arrays.copyOf(sums, size));
    }

    /** The smallest value whose cumulated weight reaches this share of the total. */
    float quantile(double share) {
        // A share that is met exactly, such as 5 of 1000 values, is met also when the sums are a rounding error below
        // it.
        double wanted = share * total() * (1 - 1e-12);
        double cumulated = 0;
        for (int i = 0; i < size(); i++) {
            cumulated += weights[i];
            if (cumulated >= wanted) {
                return values[i];
            }
        }
        return values[size() - 1];
    }
}
