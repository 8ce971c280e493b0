package org.decathlete.core.candidate;

/**
 * A change of the image that is made at random with a strength drawn at random.
 *
 * @param probability probability that a sample is changed at all, in [0, 1]
 * @param channelProbability probability that a channel of a changed sample is changed, in [0, 1]
 * @param low lower end of the strength's range
 * @param high upper end of the strength's range, not below {@code low}
 */
public record RandomChange(double probability, double channelProbability, double low, double high) {

    public RandomChange {
        Ranges.probability("probability", probability);
        Ranges.probability("channelProbability", channelProbability);
        Ranges.within("high", high, low, Double.MAX_VALUE);
    }

    /** The same so many times as often, but never more often than always. */
    RandomChange timesProbability(double factor) {
        return new RandomChange(Math.min(1, factor * probability), channelProbability, low, high);
    }
}
