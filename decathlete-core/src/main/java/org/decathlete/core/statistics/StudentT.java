package org.decathlete.core.statistics;

/** Student's t distribution. */
public final class StudentT {
    private static final double FEWEST_DEGREES = 5;

    private StudentT() {}

    /**
     * The value that is not exceeded with this probability, by the expansion about the normal quantile (Abramowitz and Stegun 26.7.5);
     * its relative error is below 0.5 % for probabilities in [0.001, 0.999].
     *
     * @param probability in (0, 1)
     * @param degrees of freedom, at least 5
     */
    public static double quantile(double probability, double degrees) {
        if (!(probability > 0 && probability < 1) || !(degrees >= FEWEST_DEGREES)) {
            throw new IllegalArgumentException("probability " + probability + " and " + degrees
                    + " degrees of freedom, expected (0, 1) and at least " + FEWEST_DEGREES);
        }
        double z = Normal.quantile(probability);
        double z2 = z * z;
        double first = z * (z2 + 1) / 4;
        double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
        double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
    }
}
