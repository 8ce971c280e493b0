package org.decathlete.search.space;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A text that is part of every configuration in which its condition holds.
 *
 * @param name unique within its space
 * @param value the text
 * @param condition when it has a value; null for always
 */
public record ConstantParameter(
        String name, String value, @Nullable Condition condition) implements Parameter {

    /** The same, with a value only where the parent has one of these. */
    public ConstantParameter when(String parent, String... values) {
        return new ConstantParameter(name, value, new Condition.IsOneOf(parent, List.of(values)));
    }

    @Override
    public Distribution uniform() {
        return new Certain(value);
    }

    @Override
    public Distribution prior() {
        return uniform();
    }

    @Override
    public Distribution around(Object other, Confidence confidence) {
        return uniform();
    }

    @Override
    public Object typical() {
        return value;
    }

    @Override
    public Object neighbour(Object other, Confidence confidence, SplittableRandom random) {
        return value;
    }

    @Override
    public int dimensions() {
        return 0;
    }

    @Override
    public Object decode(double coordinate) {
        throw new UnsupportedOperationException(name + " is constant and has no coordinate");
    }

    @Override
    public double encode(Object other) {
        throw new UnsupportedOperationException(name + " is constant and has no coordinate");
    }

    @Override
    public void check(Object other) {
        if (!other.equals(value)) {
            throw new IllegalArgumentException(name + ": " + other + " instead of the constant " + value);
        }
    }

    private record Certain(String value) implements Distribution {
        @Override
        public Object sample(SplittableRandom random) {
            return value;
        }

        @Override
        public double logDensity(Object other) {
            return 0;
        }
    }
}
