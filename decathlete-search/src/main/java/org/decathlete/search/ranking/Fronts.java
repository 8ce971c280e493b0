package org.decathlete.search.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts points into non-dominated fronts. A point dominates another if it is nowhere larger and somewhere smaller; the first front
 * is dominated by nothing, the next by nothing but the first, and so on.
 */
public final class Fronts {

    private Fronts() {}

    /** Whether one point dominates another. */
    public static boolean dominates(double[] one, double[] other) {
        boolean smaller = false;
        for (int i = 0; i < one.length; i++) {
            if (one[i] > other[i]) {
                return false;
            }
            smaller |= one[i] < other[i];
        }
        return smaller;
    }

    /** The fronts, each with the indices of its points in increasing order. */
    public static List<List<Integer>> of(List<double[]> points) {
        boolean planar = !points.isEmpty() && points.get(0).length == 2;
        return planar
                ? sweep(points)
                : peel(points.size(), (one, other) -> dominates(points.get(one), points.get(other)));
    }

    /** Whether the point with one index dominates that with another. */
    @FunctionalInterface
    interface Relation {
        boolean dominates(int one, int other);
    }

    /** Fronts under any relation without cycles. */
    static List<List<Integer>> peel(int count, Relation relation) {
        int[] dominators = new int[count];
        List<List<Integer>> dominated = new ArrayList<>();
        for (int one = 0; one < count; one++) {
            dominated.add(new ArrayList<>());
            for (int other = 0; other < count; other++) {
                if (one != other && relation.dominates(one, other)) {
                    dominated.get(one).add(other);
                    dominators[other]++;
                }
            }
        }
        List<Integer> front = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (dominators[i] == 0) {
                front.add(i);
            }
        }
        List<List<Integer>> fronts = new ArrayList<>();
        while (!front.isEmpty()) {
            fronts.add(front);
            List<Integer> next = new ArrayList<>();
            for (int one : front) {
                for (int other : dominated.get(one)) {
                    if (--dominators[other] == 0) {
                        next.add(other);
                    }
                }
            }
            next.sort(null);
            front = next;
        }
        return fronts;
    }

    /**
     * Two objectives in n log n: from left to right, a point belongs to the first front whose last point is not below it (Jensen
     * 2003).
     */
    private static List<List<Integer>> sweep(List<double[]> points) {
        Integer[] order = new Integer[points.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.comparingDouble((Integer i) -> points.get(i)[0])
                        .thenComparingDouble(i -> points.get(i)[1])
                        .thenComparingInt(i -> i));
        List<List<Integer>> fronts = new ArrayList<>();
        for (int point : order) {
            int low = 0;
            int high = fronts.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                List<Integer> front = fronts.get(middle);
                if (dominates(points.get(front.get(front.size() - 1)), points.get(point))) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            if (low == fronts.size()) {
                fronts.add(new ArrayList<>());
            }
            fronts.get(low).add(point);
        }
        fronts.forEach(front -> front.sort(null));
        return fronts;
    }
}
