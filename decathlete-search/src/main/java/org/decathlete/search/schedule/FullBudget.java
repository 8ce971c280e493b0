package org.decathlete.search.schedule;

import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;

/**
 * Every configuration at the same budget, for what cannot be judged from less.
 *
 * @param budget of each
 * @param configurations how many in all
 */
public record FullBudget(double budget, int configurations) implements Scheduler {

    public FullBudget {
        if (configurations < 1 || !(budget > 0)) {
            throw new IllegalArgumentException(configurations + " configurations of budget " + budget
                    + "; expected at least one, and a positive budget");
        }
    }

    /** For evaluations without a budget of their own. */
    public static FullBudget of(int configurations) {
        return new FullBudget(1, configurations);
    }

    @Override
    public Levels levels() {
        return Levels.only(budget);
    }

    @Override
    public Step next(History history, Preference preference) {
        if (history.members(0, 0).size() < configurations) {
            return new Step.Start(0, 0);
        }
        return history.running() > 0 ? new Step.Wait() : new Step.Done();
    }

    @Override
    public double firstBracketCost() {
        return budget;
    }
}
