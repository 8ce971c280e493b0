package org.decathlete.core.statistics;

/**
 * A straight line through points by least squares.
 *
 * @param slope of the line
 * @param standardError of the slope, widened where neighbouring residuals resemble each other
 * @param deviation standard deviation of the residuals
 * @param degrees of freedom of the residuals
 */
public record LineFit(double slope, double standardError, double deviation, int degrees) {
    private static final int FEWEST_POINTS = 7;

    /** Beyond it the correction for resemblance would divide by almost nothing. */
    private static final double MOST_RESEMBLANCE = 0.9;

    /**
     * Fits. Residuals that resemble their neighbours tell less than as many independent ones: with a correlation ρ of neighbours the
     * variance of the slope is larger by about (1 + ρ) / (1 − ρ) (Bayley and Hammersley, 1946). What a sample of n shows of ρ is too
     * small by about (1 + 3ρ) / n (Kendall, 1954), which is added; a ρ below 0 is taken as 0.
     *
     * @param x in the order in which the points were taken, not all equal
     * @param y as many values
     */
    public static LineFit of(double[] x, double[] y) {
        if (x.length != y.length || x.length < FEWEST_POINTS) {
            throw new IllegalArgumentException(
                    x.length + " and " + y.length + " values, expected as many, at least " + FEWEST_POINTS);
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double spread = 0;
        double together = 0;
        for (int i = 0; i < x.length; i++) {
            spread += (x[i] - meanX) * (x[i] - meanX);
            together += (x[i] - meanX) * (y[i] - meanY);
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException("all points have the same x: " + meanX);
        }
        double slope = together / spread;
        double squares = 0;
        double neighbours = 0;
        double before = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - meanY - slope * (x[i] - meanX);
            squares += residual * residual;
            neighbours += residual * before;
            before = residual;
        }
        int degrees = x.length - 2;
        double variance = squares / degrees;
        double resemblance = squares > 0 ? resemblance(neighbours / squares, x.length) : 0;
        double widened = variance / spread * (1 + resemblance) / (1 - resemblance);
        return new LineFit(slope, Math.sqrt(widened), Math.sqrt(variance), degrees);
    }

    /** The slope that the true one does not exceed with this confidence, by a one-sided t test. */
    public double upperSlope(double confidence) {
        return slope + StudentT.quantile(confidence, degrees) * standardError;
    }

    private static double resemblance(double seen, int points) {
        double freed = seen + (1 + 3 * seen) / points;
        return Math.min(MOST_RESEMBLANCE, Math.max(0, freed));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
