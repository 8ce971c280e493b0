package org.decathlete.core.metrics;

import java.util.Arrays;

/**
 * Surface metrics as DeepMind's surface-distance takes them (Nikolov et al. 2018, arXiv:1809.04430): on surface elements, each
 * weighted by its area.
 *
 * <p>Empty masks, as recorded of the library: a Hausdorff distance is infinite where either mask is empty; an average over an
 * empty surface is NaN, one to an empty surface infinite; surface Dice is NaN where both are empty and 0 where one is.
 */
public final class SurfelMetrics {
    private final SurfaceDistances distances;

    public SurfelMetrics(SurfaceDistances distances) {
        this.distances = distances;
    }

    /** The distance in mm that this percentage of a surface's area does not exceed, the larger of both directions. */
    public double hausdorff(double percent) {
        return Math.max(
                percentile(distances.fromPrediction(), distances.predictionWeights(), percent),
                percentile(distances.fromReference(), distances.referenceWeights(), percent));
    }

    /** Mean distance in mm over the areas of both surfaces together. */
    public double symmetricAverage() {
        return distances.average();
    }

    /** Share of the areas of both surfaces within the tolerance in mm of the other. */
    public double surfaceDice(double tolerance) {
        return distances.surfaceDice(tolerance);
    }

    private static double percentile(double[] values, double[] weights, double percent) {
        if (values.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double[][] pairs = new double[values.length][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new double[] {values[i], weights[i]};
        }
        Arrays.sort(pairs, Arrays::compare);
        double whole = 0;
        for (double[] pair : pairs) {
            whole += pair[1];
        }
        double sum = 0;
        for (double[] pair : pairs) {
            sum += pair[1];
            if (sum / whole >= percent / 100) {
                return pair[0];
            }
        }
        return pairs[pairs.length - 1][0];
    }
}
