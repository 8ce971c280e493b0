package org.decathlete.search.schedule;

import java.util.OptionalInt;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.trial.History;
import org.decathlete.search.trial.Trial;

/**
 * Decides what is tried next. Implementations are records without state: what comes next follows from the history alone, so that
 * a study goes on from its stored trials as if it had never stopped.
 */
public interface Scheduler {

    /** The budgets. */
    Levels levels();

    /** What comes next. */
    Step next(History history, Preference preference);

    /**
     * How many of a trial's peers of the same bracket and level, itself among them, go on to the next level; empty where none does, or where
     * that is not known beforehand.
     */
    default OptionalInt places(Trial trial) {
        return OptionalInt.empty();
    }

    /** How many trials a bracket has at a trial's level when none is missing, itself among them; empty where {@link #places} is. */
    default OptionalInt size(Trial trial) {
        return OptionalInt.empty();
    }

    /**
     * Whether a trial has ended below the full budget and is certain never to be continued, whatever comes, or was continued already: nobody
     * needs its checkpoint for a trial of its own. Where that is not known, no trial is lost.
     */
    default boolean lost(Trial trial, History history, Preference preference) {
        return false;
    }

    /** What the first bracket costs when every promoted trial continues, in units of budget. */
    double firstBracketCost();
}
