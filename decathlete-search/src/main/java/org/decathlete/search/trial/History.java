package org.decathlete.search.trial;

import java.util.List;
import org.decathlete.search.space.Configuration;

/**
 * A view of all trials of a study. What it tells depends on the trials alone, not on the order in which they ended, so that a
 * decision taken by it can be repeated from the stored trials.
 */
public interface History {

    /** Number of trials, which is also the next trial's id. */
    int size();

    /** A trial by its id. */
    Trial trial(int id);

    /** All trials that ended at a level, in the order of their ids; whether they went well or not. */
    List<Trial> results(int level);

    /** All trials of a bracket at a level, in the order of their ids; running ones included. */
    List<Trial> members(int bracket, int level);

    /** Whether another trial continues this one. */
    boolean continued(int id);

    /** Number of trials that started from nothing. */
    int configurations();

    /** Whether a configuration was tried at any budget. */
    boolean contains(Configuration configuration);

    /** Number of trials that were asked for and not told. */
    int running();

    /** Sum over all trials that ended of what each added to the trial that it continued, in units of budget ({@link Trial#added}). */
    double spent();
}
