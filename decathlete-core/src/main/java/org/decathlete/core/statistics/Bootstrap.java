package org.decathlete.core.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confidence intervals by resampling cases (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 13 and 14).
 *
 * @param resamples how many times the cases are drawn, at least 100
 * @param level how often the interval should hold the true figure, between 0 and 1
 * @param method how the interval is read off the resampled figures
 */
public record Bootstrap(int resamples, double level, Method method) {

    /** How an interval is read off. */
    public enum Method {
        /** The quantiles of the resampled figures themselves. */
        PERCENTILE,
        /** Quantiles corrected for bias and skewness (BCa). */
        BIAS_CORRECTED_ACCELERATED
    }

    public Bootstrap {
        if (resamples < 100 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "resamples " + resamples + " and level " + level + ", expected at least 100, and between 0 and 1");
        }
    }

    /** 2,000 resamples, 95 %, bias-corrected and accelerated. */
    public static Bootstrap standard() {
        return new Bootstrap(2000, 0.95, Method.BIAS_CORRECTED_ACCELERATED);
    }

    /**
     * The interval of a figure.
     *
     * @param cases how many cases there are, at least 1
     * @param figure takes indices of cases, some several times, and gives the figure for them; NaN where it has no value, and
     *     such resamples are left out
     * @param random source of the resamples
     * @return an interval that is the estimate itself where all resamples agree, and NaN where the figure has no value
     */
    public ConfidenceInterval of(int cases, ToDoubleFunction<int[]> figure, SplittableRandom random) {
        double estimate = figure.applyAsDouble(IntStream.range(0, cases).toArray());
        double[] resampled = resample(cases, figure, random);
        if (Double.isNaN(estimate) || resampled.length == 0) {
            return new ConfidenceInterval(estimate, Double.NaN, Double.NaN, level);
        }
        double lower = (1 - level) / 2;
        double upper = 1 - lower;
        if (method == Method.BIAS_CORRECTED_ACCELERATED && resampled[0] < resampled[resampled.length - 1]) {
            double bias = bias(resampled, estimate);
            double acceleration = acceleration(cases, figure);
            if (Double.isFinite(bias) && Double.isFinite(acceleration)) {
                lower = shifted(lower, bias, acceleration);
                upper = shifted(upper, bias, acceleration);
            }
        }
        return new ConfidenceInterval(estimate, quantile(resampled, lower), quantile(resampled, upper), level);
    }

    /** The interval of a mean; NaN among the values stands for a case without one. */
    public ConfidenceInterval ofMean(double[] values, SplittableRandom random) {
        double[] present =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        return of(
                present.length,
                drawn -> Arrays.stream(drawn)
                        .mapToDouble(i -> present[i])
                        .average()
                        .orElse(Double.NaN),
                random);
    }

    private double[] resample(int cases, ToDoubleFunction<int[]> figure, SplittableRandom random) {
        double[] figures = new double[cases == 0 ? 0 : resamples];
        int[] drawn = new int[cases];
        for (int i = 0; i < figures.length; i++) {
            for (int k = 0; k < cases; k++) {
                drawn[k] = random.nextInt(cases);
            }
            figures[i] = figure.applyAsDouble(drawn);
        }
        return Arrays.stream(figures)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** How far the estimate lies from the median of the resampled figures, in normal quantiles. */
    private static double bias(double[] sorted, double estimate) {
        long below = Arrays.stream(sorted).filter(value -> value < estimate).count();
        long upTo = Arrays.stream(sorted).filter(value -> value <= estimate).count();
        return Normal.quantile((below + upTo) / (2.0 * sorted.length));
    }

    /** A sixth of the skewness of the figures that leave out one case each. */
    private static double acceleration(int cases, ToDoubleFunction<int[]> figure) {
        double[] without = IntStream.range(0, cases)
                .mapToDouble(left -> figure.applyAsDouble(
                        IntStream.range(0, cases).filter(i -> i != left).toArray()))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = Arrays.stream(without).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(without).map(value -> Math.pow(mean - value, 2)).sum();
        double cubes =
                Arrays.stream(without).map(value -> Math.pow(mean - value, 3)).sum();
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double shifted(double probability, double bias, double acceleration) {
        double moved = bias + Normal.quantile(probability);
        return Normal.cumulative(bias + moved / (1 - acceleration * moved));
    }

    /** Linear interpolation between order statistics, as NumPy takes percentiles. */
    static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
