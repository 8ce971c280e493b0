package org.decathlete.search.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** Places of numbers in their order. */
final class Ranks {

    private Ranks() {}

    /** Twice the rank of each number, from 2 for the smallest; equal ones share their mean rank, so that all are whole. */
    static long[] doubled(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        long[] ranks = new long[values.length];
        int start = 0;
        while (start < order.length) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = start + 1L + end;
            }
            start = end;
        }
        return ranks;
    }
}
