package org.decathlete.search.ranking;

import java.util.List;

/** Brings objectives of different units together. */
final class Scaled {

    private Scaled() {}

    /** Every objective shifted and scaled to [0, 1] over the points; 0 where all points agree. */
    static List<double[]> toUnit(List<double[]> points) {
        int objectives = points.get(0).length;
        double[] low = new double[objectives];
        double[] extent = new double[objectives];
        for (int k = 0; k < objectives; k++) {
            int objective = k;
            low[k] =
                    points.stream().mapToDouble(point -> point[objective]).min().orElseThrow();
            extent[k] =
                    points.stream().mapToDouble(point -> point[objective]).max().orElseThrow() - low[k];
        }
        return points.stream()
                .map(point -> {
                    double[] scaled = new double[objectives];
                    for (int k = 0; k < objectives; k++) {
                        scaled[k] = extent[k] > 0 ? (point[k] - low[k]) / extent[k] : 0;
                    }
                    return scaled;
                })
                .toList();
    }
}
