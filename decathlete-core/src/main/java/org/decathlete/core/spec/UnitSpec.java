package org.decathlete.core.spec;

/**
 * What follows a convolution inside a network: dropout, normalisation and activation.
 *
 * @param norm which normalisation
 * @param normEpsilon added to the variance, above 0
 * @param activation which activation
 * @param leakySlope negative slope of a leaky ReLU; of no meaning for the others
 * @param dropout probability with which a whole channel of a sample is set to zero in training, in [0, 1)
 */
public record UnitSpec(Norm norm, double normEpsilon, Activation activation, double leakySlope, double dropout) {

    /** nnU-Net's: instance normalisation, leaky ReLU, no dropout. */
    public static final UnitSpec NNUNET = new UnitSpec(Norm.INSTANCE, 1e-5, Activation.LEAKY_RELU, 0.01, 0);

    public UnitSpec {
        require(normEpsilon > 0, "normEpsilon", normEpsilon, "above 0");
        require(leakySlope >= 0, "leakySlope", leakySlope, "at least 0");
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "in [0, 1)");
    }

    /** The same with another probability of dropout. */
    public UnitSpec withDropout(double probability) {
        return new UnitSpec(norm, normEpsilon, activation, leakySlope, probability);
    }

    private static void require(boolean holds, String field, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("UnitSpec." + field + " is " + value + ", expected " + expected);
        }
    }
}
