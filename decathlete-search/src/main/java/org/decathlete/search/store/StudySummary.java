package org.decathlete.search.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.search.trial.TrialState;

/**
 * A study at a glance.
 *
 * @param name unique within its store
 * @param created when
 * @param stopped whether workers are asked to stop
 * @param trials how many there are in each state that has any
 */
public record StudySummary(String name, Instant created, boolean stopped, SortedMap<TrialState, Integer> trials) {

    public StudySummary {
        trials = Collections.unmodifiableSortedMap(new TreeMap<>(trials));
    }

    static StudySummary of(String name, Instant created, boolean stopped, Map<TrialState, Integer> trials) {
        return new StudySummary(name, created, stopped, new TreeMap<>(trials));
    }

    /** The same with the trials of another part of the study. */
    StudySummary and(StudySummary part) {
        Map<TrialState, Integer> all = new TreeMap<>(trials);
        part.trials().forEach((state, count) -> all.merge(state, count, Integer::sum));
        return of(name, created, stopped, all);
    }

    /** How many in all. */
    public int size() {
        return trials.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many in a state. */
    public int in(TrialState state) {
        return trials.getOrDefault(state, 0);
    }
}
