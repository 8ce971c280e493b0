package org.decathlete.core.metrics;

import java.util.Arrays;

/**
 * Surface metrics as MONAI takes them, on edge voxels in single precision.
 *
 * <p>Empty masks, as recorded of the library: both empty gives NaN everywhere. One empty gives an infinite distance, NaN for a
 * percentile below 100 (an interpolation between infinities), and 0 for surface Dice.
 */
public final class EdgeVoxelMetrics {
    private final SurfaceDistances distances;

    public EdgeVoxelMetrics(SurfaceDistances distances) {
        this.distances = distances.rounded();
    }

    /** The larger of the two directions' percentiles, in mm. */
    public double hausdorff(double percent) {
        return Math.max(
                percentile(distances.fromPrediction(), percent), percentile(distances.fromReference(), percent));
    }

    /** The percentile of the distances from the prediction to the reference, in mm. */
    public double directedHausdorff(double percent) {
        return percentile(distances.fromPrediction(), percent);
    }

    /** Mean distance from the prediction to the reference, in mm. */
    public double directedAverage() {
        return distances.oneEmpty() ? Double.POSITIVE_INFINITY : distances.averageFromPrediction();
    }

    /** Mean over the distances of both directions together, in mm. */
    public double symmetricAverage() {
        return distances.average();
    }

    /** Share of the edge voxels of both masks within the tolerance in mm of the other's. */
    public double surfaceDice(double tolerance) {
        return distances.surfaceDice((float) tolerance);
    }

    /** Linear between the two nearest ranks. */
    private double percentile(double[] values, double percent) {
        if (distances.bothEmpty()) {
            return Double.NaN;
        }
        if (distances.oneEmpty()) {
            return percent < 100 ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }
}
