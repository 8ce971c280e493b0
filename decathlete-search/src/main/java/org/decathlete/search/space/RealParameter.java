package org.decathlete.search.space;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.statistics.TruncatedNormal;
import org.jspecify.annotations.Nullable;

/**
 * A real number.
 *
 * @param name unique within its space
 * @param low lower bound, included
 * @param high upper bound, included
 * @param scale on which equal steps count as equal
 * @param belief beforehand; a spike's value has a place of its own at the lower end of the unit cube, as wide as its probability
 * @param condition when it has a value; null for always
 */
public record RealParameter(
        String name,
        double low,
        double high,
        Scale scale,
        NumericPrior belief,
        @Nullable Condition condition) implements Parameter {

    public RealParameter {
        if (!scale.allows(low, high)) {
            throw new IllegalArgumentException(name + ": bounds " + low + " and " + high + " do not fit the scale "
                    + scale + "; low must be below high, positive for LOG, and high below 1 for LOG_ONE_MINUS");
        }
        for (double value : Numbers.mentioned(belief)) {
            if (!(value >= low && value <= high)) {
                throw new IllegalArgumentException(
                        name + ": the prior speaks of " + value + ", which is outside of [" + low + ", " + high + "]");
            }
        }
    }

    /** The same on a logarithmic scale. */
    public RealParameter log() {
        return new RealParameter(name, low, high, Scale.LOG, belief, condition);
    }

    /** The same on the scale of the logarithm of 1 - x. */
    public RealParameter logOneMinus() {
        return new RealParameter(name, low, high, Scale.LOG_ONE_MINUS, belief, condition);
    }

    /** The same with a normal belief around a value. */
    public RealParameter believed(double centre, Confidence confidence) {
        return believed(new NumericPrior.Around(centre, confidence));
    }

    /** The same with another belief. */
    public RealParameter believed(NumericPrior other) {
        return new RealParameter(name, low, high, scale, other, condition);
    }

    /** The same, with a value only where the parent has one of these. */
    public RealParameter when(String parent, String... values) {
        return when(new Condition.IsOneOf(parent, List.of(values)));
    }

    /** The same under a condition. */
    public RealParameter when(Condition other) {
        return new RealParameter(name, low, high, scale, belief, other);
    }

    @Override
    public Distribution uniform() {
        Distribution flat = new Flat();
        return belief instanceof NumericPrior.Spike spike ? new Spiked(spike.value(), spike.probability(), flat) : flat;
    }

    @Override
    public Distribution prior() {
        return distribution(belief);
    }

    @Override
    public Distribution around(Object value, Confidence confidence) {
        double centre = (Double) value;
        Distribution near = new Bell(new TruncatedNormal(position(centre), confidence.width()));
        if (!(belief instanceof NumericPrior.Spike spike)) {
            return near;
        }
        double likely = confidence.weight() / (confidence.weight() + 1);
        return centre == spike.value()
                ? new Spiked(spike.value(), likely, distribution(spike.rest()))
                : new Spiked(spike.value(), 1 - likely, near);
    }

    @Override
    public Object typical() {
        return Numbers.centre(belief, scale.value((scale.position(low) + scale.position(high)) / 2));
    }

    @Override
    public Object neighbour(Object value, Confidence confidence, SplittableRandom random) {
        Distribution around = around(value, confidence);
        Object other = value;
        while (other.equals(value)) {
            other = around.sample(random);
        }
        return other;
    }

    @Override
    public int dimensions() {
        return 1;
    }

    @Override
    public Object decode(double coordinate) {
        if (belief instanceof NumericPrior.Spike spike) {
            return coordinate < spike.probability()
                    ? spike.value()
                    : (Object) at((coordinate - spike.probability()) / (1 - spike.probability()));
        }
        return at(coordinate);
    }

    @Override
    public double encode(Object value) {
        if (belief instanceof NumericPrior.Spike spike) {
            return spike.value() == (Double) value
                    ? spike.probability() / 2
                    : spike.probability() + (1 - spike.probability()) * position((Double) value);
        }
        return position((Double) value);
    }

    @Override
    public void check(Object value) {
        if (!(value instanceof Double number && number >= low && number <= high)) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is no real number within [" + low + ", " + high + "]");
        }
    }

    private Distribution distribution(NumericPrior prior) {
        if (prior instanceof NumericPrior.Spike spike) {
            return new Spiked(spike.value(), spike.probability(), distribution(spike.rest()));
        }
        TruncatedNormal normal = Numbers.normal(prior, this::position);
        return normal == null ? new Flat() : new Bell(normal);
    }

    private double position(double value) {
        double from = scale.position(low);
        double unit = (scale.position(value) - from) / (scale.position(high) - from);
        return Math.max(0, Math.min(1, unit));
    }

    private double at(double unit) {
        double from = scale.position(low);
        double value = scale.value(from + unit * (scale.position(high) - from));
        return Math.max(low, Math.min(high, value));
    }

    private final class Flat implements Distribution {
        @Override
        public Object sample(SplittableRandom random) {
            return at(random.nextDouble());
        }

        @Override
        public double logDensity(Object value) {
            return 0;
        }
    }

    private final class Bell implements Distribution {
        private final TruncatedNormal normal;

        Bell(TruncatedNormal normal) {
            this.normal = normal;
        }

        @Override
        public Object sample(SplittableRandom random) {
            return at(normal.sample(random));
        }

        @Override
        public double logDensity(Object value) {
            return normal.logDensity(position((Double) value));
        }
    }

    /** Densities are relative to a measure that gives the spike's value a weight of 1 beside the scale's unit interval. */
    private record Spiked(double value, double probability, Distribution rest) implements Distribution {
        @Override
        public Object sample(SplittableRandom random) {
            return random.nextDouble() < probability ? (Object) value : rest.sample(random);
        }

        @Override
        public double logDensity(Object other) {
            return (Double) other == value ? Math.log(probability) : Math.log1p(-probability) + rest.logDensity(other);
        }
    }
}
