package org.decathlete.search.schedule;

import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;

/**
 * Decides what is tried next. Implementations are records without state: what comes next follows from the history alone, so that
 * a study goes on from its stored trials as if it had never stopped.
 */
public interface Scheduler {

    /** The budgets. */
    Levels levels();

    /** What comes next. */
    Step next(History history, Preference preference);

    /** What the first bracket costs when every promoted trial continues, in units of budget. */
    double firstBracketCost();
}
