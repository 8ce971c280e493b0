package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the learning rate moves over a training: up a straight line first where there is a warm-up, then along a curve, down to zero unless
 * it is constant.
 *
 * @param shape the curve
 * @param exponent exponent of the curve, above 0
 * @param warmup part of the training that the warm-up takes, in [0, 1)
 * @param warmupStart share of the initial learning rate at which the warm-up starts, in [0, 1]
 */
public record Schedule(Shape shape, double exponent, double warmup, double warmupStart) {

    /** Kinds of curves; t goes from 0 at the end of the warm-up to 1 at the end of the training. */
    public enum Shape {
        /** (1 − t)^exponent. */
        @JsonProperty("polynomial")
        POLYNOMIAL {
            @Override
            double at(double t) {
                return 1 - t;
            }
        },

        /** ((1 + cos πt) / 2)^exponent. */
        @JsonProperty("cosine")
        COSINE {
            @Override
            double at(double t) {
                return 0.5 * (1 + Math.cos(Math.PI * t));
            }
        },

        /** 1 throughout. */
        @JsonProperty("constant")
        CONSTANT {
            @Override
            double at(double t) {
                return 1;
            }
        };

        /** The curve with exponent 1. */
        abstract double at(double t);
    }

    public Schedule {
        Ranges.above("exponent", exponent, 0);
        Ranges.probability("warmup", warmup);
        Ranges.probability("warmupStart", warmupStart);
        if (warmup == 1) {
            throw new IllegalArgumentException("warmup is 1: nothing is left for the training itself");
        }
    }

    /** (1 − t)^exponent without warm-up, as in nnU-Net and PyTorch's PolynomialLR. */
    public static Schedule polynomial(double exponent) {
        return new Schedule(Shape.POLYNOMIAL, exponent, 0, 1);
    }

    /** Linear warm-up, then half a cosine; MONAI's WarmupCosineSchedule. */
    public static Schedule cosine(double warmup, double warmupStart) {
        return new Schedule(Shape.COSINE, 1, warmup, warmupStart);
    }

    /** The same warm-up before another curve. */
    public Schedule withShape(Shape other, double otherExponent) {
        return new Schedule(other, otherExponent, warmup, warmupStart);
    }

    /**
     * The share of the initial learning rate that holds now.
     *
     * @param done how much of the training is done: epochs, iterations or seconds, at least 0; nnU-Net takes completed epochs
     * @param whole how much there is in all, in the same unit, above 0; more done than this counts as all
     */
    public double factor(double done, double whole) {
        double rising = warmup * whole;
        if (done < rising) {
            return warmupStart + (1 - warmupStart) * (done / rising);
        }
        double falling = Math.min(1, (done - rising) / (whole - rising));
        return Math.pow(shape.at(falling), exponent);
    }
}
