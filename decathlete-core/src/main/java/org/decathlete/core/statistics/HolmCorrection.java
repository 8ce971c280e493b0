package org.decathlete.core.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Corrects p-values for their number, so that one false alarm among all is as unlikely as one by itself (Holm 1979). */
public final class HolmCorrection {

    private HolmCorrection() {}

    /**
     * Corrected p-values in the order of the given ones: the k-th smallest of m is multiplied by m - k + 1, none is below a
     * smaller one's, none above 1. NaN stays NaN and does not count.
     */
    public static double[] adjust(double[] p) {
        List<Integer> order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double largest = 0;
        for (int k = 0; k < order.size(); k++) {
            largest = Math.max(largest, Math.min(1, (order.size() - k) * p[order.get(k)]));
            adjusted[order.get(k)] = largest;
        }
        return adjusted;
    }
}
