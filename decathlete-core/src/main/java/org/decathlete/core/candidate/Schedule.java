package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the learning rate falls over the training.
 *
 * @param shape which curve
 * @param exponent exponent of the curve, above 0
 */
public record Schedule(Shape shape, double exponent) {

    /** Kinds of curves. */
    public enum Shape {
        /** initial · (1 − t)^exponent, t from 0 at the start to 1 at the end. */
        @JsonProperty("polynomial")
        POLYNOMIAL
    }

    public Schedule {
        Ranges.above("exponent", exponent, 0);
    }

    /**
     * The share of the initial learning rate that holds now.
     *
     * @param done part of the training that is done, in [0, 1]; nnU-Net takes the epochs completed over all epochs
     */
    public double factor(double done) {
        return Math.pow(1 - done, exponent);
    }
}
