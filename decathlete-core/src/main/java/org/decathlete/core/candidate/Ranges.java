package org.decathlete.core.candidate;

/** Checks of numbers that people and searches write into recipes. */
final class Ranges {

    private Ranges() {}

    static void above(String field, double value, double low) {
        require(value > low && Double.isFinite(value), field, value, "above " + low);
    }

    static void within(String field, double value, double low, double high) {
        require(value >= low && value <= high, field, value, "in [" + low + ", " + high + "]");
    }

    static void probability(String field, double value) {
        within(field, value, 0, 1);
    }

    private static void require(boolean holds, String field, double value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("recipe field " + field + " is " + value + ", expected " + expected);
        }
    }
}
