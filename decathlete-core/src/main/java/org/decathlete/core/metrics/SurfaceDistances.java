package org.decathlete.core.metrics;

import org.decathlete.core.image.DistanceTransform;

/**
 * How far each point of one surface is from the other, both ways, and how much surface each point stands for. Distances to a
 * surface without points are infinite.
 *
 * @param fromPrediction distance in mm of each point of the prediction's surface to the reference's
 * @param predictionWeights surface per point of the prediction
 * @param fromReference distance in mm of each point of the reference's surface to the prediction's
 * @param referenceWeights surface per point of the reference
 */
public record SurfaceDistances(
        double[] fromPrediction, double[] predictionWeights, double[] fromReference, double[] referenceWeights) {

    static SurfaceDistances between(Surface prediction, Surface reference) {
        return new SurfaceDistances(
                distances(prediction, reference),
                prediction.weights(),
                distances(reference, prediction),
                reference.weights());
    }

    /** The same in single precision, as MONAI measures: a distance that differs from a tolerance by rounding equals it. */
    public SurfaceDistances rounded() {
        return new SurfaceDistances(
                rounded(fromPrediction), predictionWeights, rounded(fromReference), referenceWeights);
    }

    /** Whether neither surface has a point. */
    public boolean bothEmpty() {
        return fromPrediction.length == 0 && fromReference.length == 0;
    }

    /** Whether exactly one of the surfaces has no point. */
    public boolean oneEmpty() {
        return (fromPrediction.length == 0) != (fromReference.length == 0);
    }

    /** The prediction's surface. */
    public double predictionArea() {
        return sum(predictionWeights);
    }

    /** The reference's surface. */
    public double referenceArea() {
        return sum(referenceWeights);
    }

    /** Weighted mean over the prediction's surface; NaN where it has no point, infinite where the reference has none. */
    public double averageFromPrediction() {
        return weighted(fromPrediction, predictionWeights) / predictionArea();
    }

    /** Weighted mean over the reference's surface; NaN where it has no point, infinite where the prediction has none. */
    public double averageFromReference() {
        return weighted(fromReference, referenceWeights) / referenceArea();
    }

    /** Weighted mean over both surfaces together; NaN where both are empty, infinite where one is. */
    public double average() {
        return (weighted(fromPrediction, predictionWeights) + weighted(fromReference, referenceWeights))
                / (predictionArea() + referenceArea());
    }

    /** Share in [0, 1] of the prediction's surface within {@code tolerance} mm of the reference's; NaN where there is none. */
    public double predictionWithin(double tolerance) {
        return within(fromPrediction, predictionWeights, tolerance) / predictionArea();
    }

    /** Share in [0, 1] of the reference's surface within {@code tolerance} mm of the prediction's; NaN where there is none. */
    public double referenceWithin(double tolerance) {
        return within(fromReference, referenceWeights, tolerance) / referenceArea();
    }

    /** Surface Dice in [0, 1]: the share of both surfaces together; NaN where both are empty, 0 where one is. */
    public double surfaceDice(double tolerance) {
        return (within(fromPrediction, predictionWeights, tolerance)
                        + within(fromReference, referenceWeights, tolerance))
                / (predictionArea() + referenceArea());
    }

    private static double[] distances(Surface from, Surface to) {
        return DistanceTransform.to(to.points(), to.size(), to.spacing()).at(from.points());
    }

    private static double[] rounded(double[] distances) {
        double[] rounded = new double[distances.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) distances[i];
        }
        return rounded;
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    private static double weighted(double[] distances, double[] weights) {
        double sum = 0;
        for (int i = 0; i < distances.length; i++) {
            sum += distances[i] * weights[i];
        }
        return sum;
    }

    private static double within(double[] distances, double[] weights, double tolerance) {
        double sum = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] <= tolerance) {
                sum += weights[i];
            }
        }
        return sum;
    }
}
