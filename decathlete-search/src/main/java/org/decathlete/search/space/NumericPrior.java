package org.decathlete.search.space;

/** What is believed about a number before anything was tried. */
public sealed interface NumericPrior {

    /** Nothing: all values are alike on the parameter's scale. */
    record Flat() implements NumericPrior {}

    /** A normal distribution on the parameter's scale, truncated at its bounds; its mean before truncation is {@code centre}. */
    record Around(double centre, Confidence confidence) implements NumericPrior {}

    /** The same, except that {@code median} is its median after truncation. */
    record Median(double median, Confidence confidence) implements NumericPrior {}

    /**
     * One value has a probability of its own, such as zero for a rate that can be switched off.
     *
     * @param value the value
     * @param probability of exactly this value, within (0, 1)
     * @param rest how the other values are distributed; no further spike
     */
    record Spike(double value, double probability, NumericPrior rest) implements NumericPrior {
        public Spike {
            if (!(probability > 0 && probability < 1) || rest instanceof Spike) {
                throw new IllegalArgumentException("a spike of probability " + probability + " with the rest " + rest
                        + "; expected a probability within (0, 1) and a rest without a spike");
            }
        }
    }
}
