package org.decathlete.core.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Ranks of values; equal values share the mean of their ranks.
 *
 * @param doubled twice the rank of each value, so that it is a whole number
 * @param tieTerm sum of t³ - t over groups of t equal values
 */
record Ranks(int[] doubled, double tieTerm) {

    static Ranks of(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        int[] doubled = new int[values.length];
        double ties = 0;
        for (int start = 0; start < order.length; ) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                // Ranks start + 1 … end have the mean (start + 1 + end) / 2.
                doubled[order[i]] = start + 1 + end;
            }
            double size = end - start;
            ties += size * size * size - size;
            start = end;
        }
        return new Ranks(doubled, ties);
    }
}
