package org.decathlete.search.schedule;

import java.util.OptionalInt;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * Hyperband without the brackets that would begin where results tell nothing yet. From which budget on they tell something is a figure of
 * the configuration that was given first, such as the default: brackets that begin at a lower budget are left out as soon as that trial
 * has ended with it. Until then, and where it has no such figure, no bracket is left out; one that has begun is brought to its end.
 *
 * @param hyperband all brackets
 * @param figure the figure's name among the values of an outcome, in the unit of the budgets
 */
public record InformedHyperband(Hyperband hyperband, String figure) implements Scheduler {
    /** Figures and budgets are computed along different ways. */
    private static final double ROUNDING = 1e-9;

    @Override
    public Levels levels() {
        return hyperband.levels();
    }

    @Override
    public Step next(History history, Preference preference) {
        return brackets(history, preference).next();
    }

    @Override
    public double firstBracketCost() {
        return hyperband.firstBracketCost();
    }

    @Override
    public OptionalInt places(Trial trial) {
        return hyperband.places(trial);
    }

    @Override
    public OptionalInt size(Trial trial) {
        return hyperband.size(trial);
    }

    @Override
    public boolean lost(Trial trial, History history, Preference preference) {
        return hyperband.lost(trial, history, preference);
    }

    /** The lowest level whose budget tells something when results tell something from a budget on; the highest if none does. */
    public int lowest(double from) {
        for (int level = 0; level < levels().top(); level++) {
            if (levels().budget(level) >= from * (1 - ROUNDING)) {
                return level;
            }
        }
        return levels().top();
    }

    private Brackets brackets(History history, Preference preference) {
        int lowest = history.members(Trial.NO_BRACKET, levels().top()).stream()
                .limit(1)
                .filter(given -> given.outcome().values().containsKey(figure))
                .mapToInt(given -> lowest(given.outcome().values().getOrDefault(figure, 0.0)))
                .findFirst()
                .orElse(0);
        return hyperband.brackets(history, preference, lowest);
    }
}
