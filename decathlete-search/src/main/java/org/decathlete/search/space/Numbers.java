package org.decathlete.search.space;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.decathlete.search.statistics.TruncatedNormal;
import org.jspecify.annotations.Nullable;

/** What real and whole parameters make of a prior. */
final class Numbers {

    private Numbers() {}

    /** The normal distribution on the unit interval; null for a flat prior. Spikes are not its business. */
    static @Nullable TruncatedNormal normal(NumericPrior prior, DoubleUnaryOperator position) {
        if (prior instanceof NumericPrior.Around around) {
            return new TruncatedNormal(
                    position.applyAsDouble(around.centre()), around.confidence().width());
        }
        if (prior instanceof NumericPrior.Median median) {
            return TruncatedNormal.withMedian(
                    position.applyAsDouble(median.median()), median.confidence().width());
        }
        return null;
    }

    /** The value a prior is about; {@code otherwise} for a flat one. */
    static double centre(NumericPrior prior, double otherwise) {
        if (prior instanceof NumericPrior.Around around) {
            return around.centre();
        }
        if (prior instanceof NumericPrior.Median median) {
            return median.median();
        }
        if (prior instanceof NumericPrior.Spike spike) {
            return spike.probability() >= 0.5 ? spike.value() : centre(spike.rest(), otherwise);
        }
        return otherwise;
    }

    /** Every value that a prior names. */
    static List<Double> mentioned(NumericPrior prior) {
        if (prior instanceof NumericPrior.Spike spike) {
            return Stream.concat(Stream.of(spike.value()), mentioned(spike.rest()).stream())
                    .toList();
        }
        double centre = centre(prior, Double.NaN);
        return Double.isNaN(centre) ? List.of() : List.of(centre);
    }
}
