package org.decathlete.search.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How much room the points of a front have (Deb et al. 2002): the sum over objectives of the gap between their neighbours. */
final class Crowding {

    private Crowding() {}

    /** Per point of a front; infinite at its ends. Gaps are shares of the front's own extent. */
    static double[] of(List<double[]> front) {
        double[] distances = new double[front.size()];
        int objectives = front.isEmpty() ? 0 : front.get(0).length;
        for (int k = 0; k < objectives; k++) {
            add(front, k, distances);
        }
        return distances;
    }

    private static void add(List<double[]> front, int objective, double[] distances) {
        Integer[] order = new Integer[front.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> front.get(i)[objective]));
        int last = order.length - 1;
        double extent = front.get(order[last])[objective] - front.get(order[0])[objective];
        distances[order[0]] = Double.POSITIVE_INFINITY;
        distances[order[last]] = Double.POSITIVE_INFINITY;
        for (int i = 1; i < last && extent > 0; i++) {
            distances[order[i]] += (front.get(order[i + 1])[objective] - front.get(order[i - 1])[objective]) / extent;
        }
    }
}
