package org.decathlete.search.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * Starts many configurations at the lowest budget and takes the best of each level to the next (Jamieson and Talwalkar 2016).
 *
 * @param levels the budgets
 * @param configurations how many start
 * @param repetitions how often all of it is done, positive
 */
public record SuccessiveHalving(Levels levels, int configurations, int repetitions) implements Scheduler {

    public SuccessiveHalving {
        if (configurations < 1 || repetitions < 1) {
            throw new IllegalArgumentException(
                    configurations + " configurations, " + repetitions + " repetitions; expected at least one of each");
        }
    }

    /** As many as leave one at the full budget. */
    public static SuccessiveHalving of(double smallest, double full, int eta) {
        Levels levels = Levels.between(smallest, full, eta);
        return new SuccessiveHalving(levels, (int) Math.round(Math.pow(eta, levels.top())), 1);
    }

    /** Its single layout. */
    public Bracket bracket() {
        return halved(0, configurations, levels);
    }

    @Override
    public Step next(History history, Preference preference) {
        return brackets(history, preference).next();
    }

    @Override
    public OptionalInt places(Trial trial) {
        return trial.bracket() == Trial.NO_BRACKET
                ? OptionalInt.empty()
                : bracket().places(trial.level());
    }

    @Override
    public OptionalInt size(Trial trial) {
        return places(trial).isEmpty() ? OptionalInt.empty() : bracket().size(trial.level());
    }

    @Override
    public boolean lost(Trial trial, History history, Preference preference) {
        return brackets(history, preference).lost(trial);
    }

    private Brackets brackets(History history, Preference preference) {
        return new Brackets(number -> bracket(), repetitions, 0, levels, history, preference);
    }

    @Override
    public double firstBracketCost() {
        return bracket().continuedCost(levels);
    }

    /** Each level an eta-th of the one below; it ends where nothing is left. */
    static Bracket halved(int level, int configurations, Levels levels) {
        List<Integer> sizes = new ArrayList<>();
        int size = configurations;
        for (int k = level; k <= levels.top() && size > 0; k++) {
            sizes.add(size);
            size /= levels.eta();
        }
        return new Bracket(level, sizes);
    }
}
