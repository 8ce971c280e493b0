package org.decathlete.search.ranking;

import java.util.List;
import java.util.Optional;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/** Puts results of equal budgets in order. Implementations are pure functions without state. */
public interface Ranking {

    /** Whether a result may be continued at a higher budget; what may not is in no order. */
    default boolean eligible(Trial result, List<Objective> objectives) {
        return objectives.stream().allMatch(objective -> objective.met(result));
    }

    /**
     * Eligible results, best first.
     *
     * @param results trials that ended, in the order of their ids
     * @param objectives the study's; the first is the one that counts most
     */
    List<Trial> order(List<Trial> results, List<Objective> objectives);

    /** The result that proposals are made from: the first in order unless the ranking knows a better rule. */
    default Optional<Trial> incumbent(List<Trial> results, List<Objective> objectives) {
        return order(results, objectives).stream().findFirst();
    }

    /** Whether results are ranked among those of all brackets at their level, or of their own bracket only. */
    default boolean acrossBrackets() {
        return false;
    }
}
