package org.decathlete.search.space;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.decathlete.search.statistics.TruncatedNormal;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of values with an order.
 *
 * @param normal over the unit interval; null for a uniform one
 */
record CellDistribution(
        Cells cells, @Nullable TruncatedNormal normal, IntFunction<Object> value, ToIntFunction<Object> cell)
        implements Distribution {

    @Override
    public Object sample(SplittableRandom random) {
        return value.apply(normal == null ? cells.uniform(random) : cells.at(normal.sample(random)));
    }

    @Override
    public double logDensity(Object other) {
        return normal == null ? 0 : cells.logDensity(normal, cell.applyAsInt(other));
    }
}
