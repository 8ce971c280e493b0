package org.decathlete.search.space;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.statistics.TruncatedNormal;
import org.jspecify.annotations.Nullable;

/**
 * One of several levels with an order.
 *
 * @param name unique within its space
 * @param levels from the lowest to the highest, all different
 * @param centre the level that is believed in; null for none
 * @param confidence how firmly; null together with {@code centre}
 * @param condition when it has a value; null for always
 */
public record OrdinalParameter(
        String name,
        List<String> levels,
        @Nullable String centre,
        @Nullable Confidence confidence,
        @Nullable Condition condition)
        implements Parameter {

    public OrdinalParameter {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || new HashSet<>(levels).size() < levels.size()) {
            throw new IllegalArgumentException(name + ": levels " + levels + "; give at least one, all different");
        }
        if ((centre == null) != (confidence == null) || (centre != null && !levels.contains(centre))) {
            throw new IllegalArgumentException(
                    name + ": the prior speaks of " + centre + ", which is none of the levels " + levels);
        }
    }

    /** The same with a normal belief around a level. */
    public OrdinalParameter believed(String level, Confidence firmly) {
        return new OrdinalParameter(name, levels, level, firmly, condition);
    }

    /** The same, with a value only where the parent has one of these. */
    public OrdinalParameter when(String parent, String... values) {
        return when(new Condition.IsOneOf(parent, List.of(values)));
    }

    /** The same under a condition. */
    public OrdinalParameter when(Condition other) {
        return new OrdinalParameter(name, levels, centre, confidence, other);
    }

    @Override
    public Distribution uniform() {
        return new CellDistribution(cells(), null, levels::get, this::cell);
    }

    @Override
    public Distribution prior() {
        return centre == null || confidence == null ? uniform() : around(centre, confidence);
    }

    @Override
    public Distribution around(Object value, Confidence firmly) {
        TruncatedNormal normal = new TruncatedNormal(cells().middle(cell(value)), firmly.width());
        return new CellDistribution(cells(), normal, levels::get, this::cell);
    }

    @Override
    public Object typical() {
        return centre == null ? levels.get(levels.size() / 2) : centre;
    }

    @Override
    public Object neighbour(Object value, Confidence firmly, SplittableRandom random) {
        return levels.get(cells().neighbour(cell(value), firmly.width(), random));
    }

    @Override
    public int dimensions() {
        return 1;
    }

    @Override
    public Object decode(double coordinate) {
        return levels.get(cells().at(coordinate));
    }

    @Override
    public double encode(Object value) {
        return cells().middle(cell(value));
    }

    @Override
    public void check(Object value) {
        if (!(value instanceof String text && levels.contains(text))) {
            throw new IllegalArgumentException(name + ": " + value + " is none of the levels " + levels);
        }
    }

    private Cells cells() {
        return Cells.even(levels.size());
    }

    private int cell(Object value) {
        return levels.indexOf(value.toString());
    }
}
