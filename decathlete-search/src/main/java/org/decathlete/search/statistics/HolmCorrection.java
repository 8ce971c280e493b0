package org.decathlete.search.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** Corrects the probabilities of several tests for their number (Holm 1979). */
public final class HolmCorrection {

    private HolmCorrection() {}

    /** Corrected probabilities in the order of the given ones: the k-th smallest of m times m - k + 1, never falling, at most 1. */
    public static double[] adjust(double[] probabilities) {
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        double[] adjusted = new double[probabilities.length];
        double largest = 0;
        for (int k = 0; k < order.length; k++) {
            largest = Math.max(largest, Math.min(1, (order.length - k) * probabilities[order[k]]));
            adjusted[order[k]] = largest;
        }
        return adjusted;
    }
}
