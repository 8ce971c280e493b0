package org.decathlete.search.space;

import java.util.SplittableRandom;

/** A distribution of one parameter's values. */
public interface Distribution {

    /** Draws a value. */
    Object sample(SplittableRandom random);

    /**
     * Natural logarithm of the density at a value. Densities of one parameter's distributions may be compared with each other:
     * all are relative to the same measure.
     */
    double logDensity(Object value);
}
