package org.decathlete.search.trial;

import org.decathlete.search.space.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * One configuration, trained up to one budget.
 *
 * @param id from 0, in the order in which trials were asked for
 * @param configuration what is trained
 * @param origin where the configuration came from
 * @param bracket to which it belongs; {@link #NO_BRACKET} for configurations that were given
 * @param level of the budget, from 0 for the lowest
 * @param budget up to which it is trained, in the unit of the study's budgets
 * @param parent id of the trial that it continues from that one's checkpoint; null where it starts from nothing
 * @param outcome what came of it
 */
public record Trial(
        int id,
        Configuration configuration,
        Origin origin,
        int bracket,
        int level,
        double budget,
        @Nullable Integer parent,
        Outcome outcome) {
    public static final int NO_BRACKET = -1;

    /** One that is to be evaluated. */
    public static Trial running(
            int id,
            Configuration configuration,
            Origin origin,
            int bracket,
            int level,
            double budget,
            @Nullable Integer parent) {
        return new Trial(id, configuration, origin, bracket, level, budget, parent, Outcome.pending());
    }

    public TrialState state() {
        return outcome.state();
    }

    /** The same with what came of it. */
    public Trial ended(Outcome result) {
        return new Trial(id, configuration, origin, bracket, level, budget, parent, result);
    }
}
