package org.decathlete.search.sampler;

/**
 * Regression with a Gaussian process: a Matérn kernel of smoothness 5/2 over the Euclidean distance, and noise. The length scale and the
 * noise are those of a small grid under which the values are likeliest (Rasmussen and Williams 2006, chapters 2 and 5).
 */
final class GaussianProcess {
    private static final double[] LENGTHS = {0.1, 0.2, 0.4, 0.8, 1.6};
    private static final double[] NOISES = {1e-4, 1e-2, 1e-1};

    private final double[][] points;
    private final double length;
    private final double noise;
    /** Lower triangle whose product with its transpose is the covariance of the points. */
    private final double[][] root;

    private final double[] weights;
    private final double likelihood;

    private GaussianProcess(double[][] points, double[] values, double length, double noise) {
        this.points = points;
        this.length = length;
        this.noise = noise;
        this.root = cholesky();
        double[] half = forward(root, values);
        this.weights = backward(root, half);
        double sum = 0;
        for (int i = 0; i < half.length; i++) {
            sum -= 0.5 * half[i] * half[i] + Math.log(root[i][i]);
        }
        this.likelihood = sum;
    }

    /** Fits values of mean 0 and variance 1. */
    static GaussianProcess fit(double[][] points, double[] values) {
        GaussianProcess best = new GaussianProcess(points, values, LENGTHS[0], NOISES[0]);
        for (double length : LENGTHS) {
            for (double noise : NOISES) {
                GaussianProcess other = new GaussianProcess(points, values, length, noise);
                best = other.likelihood > best.likelihood ? other : best;
            }
        }
        return best;
    }

    /** What is expected at a point: mean and standard deviation of the value without noise. */
    double[] predict(double[] point) {
        double[] covariances = new double[points.length];
        double mean = 0;
        for (int i = 0; i < points.length; i++) {
            covariances[i] = kernel(point, points[i]);
            mean += covariances[i] * weights[i];
        }
        double variance = 1;
        for (double part : forward(root, covariances)) {
            variance -= part * part;
        }
        return new double[] {mean, Math.sqrt(Math.max(1e-12, variance))};
    }

    private double kernel(double[] one, double[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }
        double distance = Math.sqrt(5 * squares) / length;
        return (1 + distance + distance * distance / 3) * Math.exp(-distance);
    }

    private double[][] cholesky() {
        int n = points.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k <= i; k++) {
                double sum = kernel(points[i], points[k]) + (i == k ? noise : 0);
                for (int j = 0; j < k; j++) {
                    sum -= lower[i][j] * lower[k][j];
                }
                lower[i][k] = i == k ? Math.sqrt(Math.max(1e-12, sum)) : sum / lower[k][k];
            }
        }
        return lower;
    }

    private static double[] forward(double[][] lower, double[] right) {
        double[] solution = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * solution[k];
            }
            solution[i] = sum / lower[i][i];
        }
        return solution;
    }

    private static double[] backward(double[][] lower, double[] right) {
        double[] solution = new double[right.length];
        for (int i = right.length - 1; i >= 0; i--) {
            double sum = right[i];
            for (int k = i + 1; k < right.length; k++) {
                sum -= lower[k][i] * solution[k];
            }
            solution[i] = sum / lower[i][i];
        }
        return solution;
    }
}
