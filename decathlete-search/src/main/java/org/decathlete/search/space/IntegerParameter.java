package org.decathlete.search.space;

import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.statistics.TruncatedNormal;
import org.jspecify.annotations.Nullable;

/**
 * A whole number. Its probabilities are exact: a value's is that of the interval from half a step below to half a step above.
 *
 * @param name unique within its space
 * @param low lower bound, included
 * @param high upper bound, included
 * @param scale linear or logarithmic
 * @param belief beforehand, without a spike
 * @param condition when it has a value; null for always
 */
public record IntegerParameter(
        String name,
        int low,
        int high,
        Scale scale,
        NumericPrior belief,
        @Nullable Condition condition) implements Parameter {

    public IntegerParameter {
        if (scale == Scale.LOG_ONE_MINUS
                || !scale.allows(low - 0.5, high + 0.5)
                || high - (long) low >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + ": bounds " + low + " and " + high + " do not fit the scale "
                    + scale + "; low must not be above high, and be positive for LOG");
        }
        double centre = Numbers.centre(belief, low);
        if (belief instanceof NumericPrior.Spike || !(centre >= low && centre <= high)) {
            throw new IllegalArgumentException(name + ": the prior " + belief + " does not fit [" + low + ", " + high
                    + "]; it must be without a spike");
        }
    }

    /** The same on a logarithmic scale. */
    public IntegerParameter log() {
        return new IntegerParameter(name, low, high, Scale.LOG, belief, condition);
    }

    /** The same with a normal belief around a value. */
    public IntegerParameter believed(int centre, Confidence confidence) {
        return new IntegerParameter(name, low, high, scale, new NumericPrior.Around(centre, confidence), condition);
    }

    /** The same, with a value only where the parent has one of these. */
    public IntegerParameter when(String parent, String... values) {
        return when(new Condition.IsOneOf(parent, List.of(values)));
    }

    /** The same under a condition. */
    public IntegerParameter when(Condition other) {
        return new IntegerParameter(name, low, high, scale, belief, other);
    }

    @Override
    public Distribution uniform() {
        return new CellDistribution(cells(), null, this::value, this::cell);
    }

    @Override
    public Distribution prior() {
        return new CellDistribution(cells(), Numbers.normal(belief, this::position), this::value, this::cell);
    }

    @Override
    public Distribution around(Object value, Confidence confidence) {
        TruncatedNormal normal = new TruncatedNormal(cells().middle(cell(value)), confidence.width());
        return new CellDistribution(cells(), normal, this::value, this::cell);
    }

    @Override
    public Object typical() {
        double middle = Numbers.centre(belief, Double.NaN);
        return Double.isNaN(middle) ? decode(0.5) : (Object) (int) Math.round(middle);
    }

    @Override
    public Object neighbour(Object value, Confidence confidence, SplittableRandom random) {
        return value(cells().neighbour(cell(value), confidence.width(), random));
    }

    @Override
    public int dimensions() {
        return 1;
    }

    @Override
    public Object decode(double coordinate) {
        return value(cells().at(coordinate));
    }

    @Override
    public double encode(Object value) {
        return cells().middle(cell(value));
    }

    @Override
    public void check(Object value) {
        if (!(value instanceof Integer number && number >= low && number <= high)) {
            throw new IllegalArgumentException(
                    name + ": " + value + " is no whole number within [" + low + ", " + high + "]");
        }
    }

    private Cells cells() {
        return new Cells(high - low + 1, cell -> position(low - 0.5 + cell));
    }

    private double position(double value) {
        double from = scale.position(low - 0.5);
        return (scale.position(value) - from) / (scale.position(high + 0.5) - from);
    }

    private Object value(int cell) {
        return low + cell;
    }

    private int cell(Object value) {
        return (Integer) value - low;
    }
}
