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

    /**
     * Whether it was stopped because it was beaten on the cases that it had been judged on, such as those of its first folds: up to its
     * budget it was trained for these.
     */
    public boolean beaten() {
        return state() == TrialState.STOPPED && !outcome.scores().isEmpty();
    }

    /**
     * Budget up to which it was trained, if it has ended: half of its own where it was stopped halfway, and at most its own where it
     * failed. A budget is that of one fold, on however many it was trained.
     */
    public double reached() {
        return state() == TrialState.STOPPED && !beaten() ? budget / 2 : budget;
    }

    /**
     * What it added to the trial that it continued, in units of budget; nothing where that had been trained for longer than until this one
     * was stopped.
     *
     * @param before the trial that it continued; null where it started from nothing
     */
    public double added(@Nullable Trial before) {
        return Math.max(0, reached() - (before == null ? 0 : before.reached()));
    }

    /** The same with what came of it. */
    public Trial ended(Outcome result) {
        return new Trial(id, configuration, origin, bracket, level, budget, parent, result);
    }
}
