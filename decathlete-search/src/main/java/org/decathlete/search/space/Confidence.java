package org.decathlete.search.space;

/**
 * How sure a belief is.
 *
 * @param width standard deviation of a numeric parameter as a share of its range, positive
 * @param weight of the preferred choice of a categorical parameter where every other choice has 1, at least 1
 */
public record Confidence(double width, double weight) {
    public static final Confidence LOW = new Confidence(0.5, 2);
    public static final Confidence MEDIUM = new Confidence(0.25, 4);
    public static final Confidence HIGH = new Confidence(0.125, 6);
    public static final Confidence ULTRA = new Confidence(0.05, 8);

    public Confidence {
        if (!(width > 0) || !(weight >= 1)) {
            throw new IllegalArgumentException("width " + width + " and weight " + weight
                    + ", expected a positive width and a weight of at least 1");
        }
    }
}
