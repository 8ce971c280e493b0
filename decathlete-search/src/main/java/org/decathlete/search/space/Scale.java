package org.decathlete.search.space;

/** On which axis equal steps count as equal. */
public enum Scale {
    /** The value itself. */
    LINEAR,
    /** Its logarithm, for rates and sizes; the lower bound is positive. */
    LOG,
    /** The logarithm of its distance to 1, for momenta and the like; the upper bound is below 1. */
    LOG_ONE_MINUS;

    double position(double value) {
        return switch (this) {
            case LINEAR -> value;
            case LOG -> Math.log(value);
            case LOG_ONE_MINUS -> -Math.log1p(-value);
        };
    }

    double value(double position) {
        return switch (this) {
            case LINEAR -> position;
            case LOG -> Math.exp(position);
            case LOG_ONE_MINUS -> -Math.expm1(-position);
        };
    }

    boolean allows(double low, double high) {
        return Double.isFinite(low)
                && Double.isFinite(high)
                && low < high
                && switch (this) {
                    case LINEAR -> true;
                    case LOG -> low > 0;
                    case LOG_ONE_MINUS -> high < 1;
                };
    }
}
