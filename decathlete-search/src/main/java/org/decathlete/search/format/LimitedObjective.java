package org.decathlete.search.format;

import org.decathlete.search.trial.Objective;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.StdConverter;

/**
 * An objective as JSON has it, which knows no infinity.
 *
 * @param name unique within its study
 * @param direction which way is better
 * @param limit from which a trial fails; null for none
 */
record LimitedObjective(
        String name,
        Objective.Direction direction,
        @Nullable Double limit) {

    static final class From extends StdConverter<Objective, LimitedObjective> {
        @Override
        public LimitedObjective convert(Objective objective) {
            Double limit = Double.isInfinite(objective.limit()) ? null : (Double) objective.limit();
            return new LimitedObjective(objective.name(), objective.direction(), limit);
        }
    }

    static final class To extends StdConverter<LimitedObjective, Objective> {
        @Override
        public Objective convert(LimitedObjective read) {
            Objective without = read.direction() == Objective.Direction.MINIMIZE
                    ? Objective.minimize(read.name())
                    : Objective.maximize(read.name());
            return read.limit() == null ? without : without.failingFrom(read.limit());
        }
    }
}
