package org.decathlete.search.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.decathlete.search.space.Configuration;

/**
 * Hartmann's functions of 3 and 6 variables with a budget: the smaller it is, the flatter and the noisier the function (bias 0.5,
 * noise 0.1, budgets 3 to 100 on a logarithmic scale, as in the regression tests of NePS).
 */
record Hartmann(double[][] steepness, double[][] minima, double[] optimum, double least) {
    static final double SMALLEST = 3;
    static final double FULL = 100;
    private static final double BIAS = 0.5;
    private static final double NOISE = 0.1;
    private static final double[] WEIGHTS = {1.0, 1.2, 3.0, 3.2};
    static final Hartmann OF_3 = new Hartmann(
            new double[][] {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}},
            new double[][] {{3689, 1170, 2673}, {4699, 4387, 7470}, {1091, 8732, 5547}, {381, 5743, 8828}},
            new double[] {0.114614, 0.555649, 0.852547},
            -3.86278);
    static final Hartmann OF_6 = new Hartmann(
            new double[][] {
                {10, 3, 17, 3.5, 1.7, 8},
                {0.05, 10, 17, 0.1, 8, 14},
                {3, 3.5, 1.7, 10, 17, 8},
                {17, 8, 0.05, 10, 0.1, 14}
            },
            new double[][] {
                {1312, 1696, 5569, 124, 8283, 5886},
                {2329, 4135, 8307, 3736, 1004, 9991},
                {2348, 1451, 3522, 2883, 3047, 6650},
                {4047, 8828, 8732, 5743, 1091, 381}
            },
            new double[] {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573},
            -3.32237);

    int dimensions() {
        return optimum.length;
    }

    static double[] point(Configuration configuration, int dimensions) {
        double[] x = new double[dimensions];
        Arrays.setAll(x, i -> configuration.real("x" + i));
        return x;
    }

    /** The function itself. */
    double value(double[] x) {
        return value(x, 0);
    }

    /** What is seen at a budget; the noise of a point at a budget is always the same. */
    double value(double[] x, double budget, long seed) {
        double missing = 1 - Math.log(budget / SMALLEST) / Math.log(FULL / SMALLEST);
        SplittableRandom random = new SplittableRandom(seed ^ Arrays.hashCode(x) ^ Double.hashCode(budget));
        return value(x, missing) + Math.abs(random.nextGaussian()) * NOISE * missing;
    }

    private double value(double[] x, double missing) {
        double sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            double distance = 0;
            for (int k = 0; k < x.length; k++) {
                distance += steepness[i][k] * Math.pow(x[k] - 1e-4 * minima[i][k], 2);
            }
            sum += (WEIGHTS[i] - BIAS * missing) * Math.exp(-distance);
        }
        return -sum;
    }
}
