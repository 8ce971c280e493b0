package org.decathlete.search.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A study while nobody else reads or changes it; valid only within {@link StudyStore#exclusively}. */
public interface StudyAccess {

    /** The time by the one clock that all workers of the store share, in milliseconds. */
    Instant now();

    /** Whether workers are asked to stop. */
    boolean stopped();

    /** Asks workers to stop, or no longer. */
    void stop(boolean stop);

    /** Every trial that was changed after a revision; includes what was put before in the same work. */
    Changes changes(long since);

    /** Trials that have not ended, in the order of their ids. */
    List<TrialRecord> running();

    /** A trial by its id. */
    Optional<TrialRecord> trial(int id);

    /** Adds a trial, or replaces the one of the same id. */
    void put(TrialRecord trial);
}
