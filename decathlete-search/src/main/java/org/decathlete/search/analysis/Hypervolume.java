package org.decathlete.search.analysis;

import java.util.Comparator;
import java.util.List;

/** How much of the space below a reference point a set of points dominates. */
public final class Hypervolume {

    private Hypervolume() {}

    /**
     * The exact volume of all points that are dominated by one of {@code points} and dominate {@code reference}, by slices along the last
     * objective (While et al. 2006). A point that is not better than the reference in every objective adds nothing.
     *
     * @param points smaller is better; dominated points and repetitions do no harm
     * @param reference one number per objective
     */
    public static double of(List<double[]> points, double[] reference) {
        int objectives = reference.length;
        if (objectives == 0 || points.stream().anyMatch(point -> point.length != objectives)) {
            throw new IllegalArgumentException(
                    "points and their reference need the same number of objectives, at least one; the reference has "
                            + objectives);
        }
        List<double[]> inside = points.stream()
                .filter(point -> {
                    for (int i = 0; i < objectives; i++) {
                        if (!(point[i] < reference[i])) {
                            return false;
                        }
                    }
                    return true;
                })
                .toList();
        return sliced(inside, reference, objectives);
    }

    private static double sliced(List<double[]> points, double[] reference, int objectives) {
        int last = objectives - 1;
        if (objectives == 1) {
            return points.stream()
                    .mapToDouble(point -> reference[0] - point[0])
                    .max()
                    .orElse(0);
        }
        List<double[]> sorted = points.stream()
                .sorted(Comparator.comparingDouble(point -> point[last]))
                .toList();
        double volume = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double end = i + 1 < sorted.size() ? sorted.get(i + 1)[last] : reference[last];
            double depth = end - sorted.get(i)[last];
            if (depth > 0) {
                volume += depth * sliced(sorted.subList(0, i + 1), reference, last);
            }
        }
        return volume;
    }
}
