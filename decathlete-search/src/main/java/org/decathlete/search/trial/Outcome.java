package org.decathlete.search.trial;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a trial.
 *
 * @param state how it ended; running for what has not
 * @param values per objective, in the objective's own direction; empty unless all went well
 * @param scores per case, larger is better, for paired tests between trials; may be empty
 * @param message what went wrong, or empty
 */
public record Outcome(
        TrialState state, SortedMap<String, Double> values, SortedMap<String, Double> scores, String message) {
    /** Name of the value that says on how many folds a trial was judged, in studies where trials of some levels have more than others. */
    public static final String FOLDS = "folds";

    public Outcome {
        boolean finite = values.values().stream().allMatch(Double::isFinite);
        if (state == TrialState.OK && !finite) {
            message = "not finite: " + values;
            state = TrialState.NAN;
        }
        values = state == TrialState.OK
                ? Collections.unmodifiableSortedMap(new TreeMap<>(values))
                : Collections.emptySortedMap();
        scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    }

    /** Nothing yet. */
    static Outcome pending() {
        return failed(TrialState.RUNNING, "");
    }

    /** The figures of a trial that ended; its state is {@link TrialState#NAN} if one of them is not finite. */
    public static Outcome of(Map<String, Double> values) {
        return new Outcome(TrialState.OK, new TreeMap<>(values), Collections.emptySortedMap(), "");
    }

    /** The figure of a trial with one objective. */
    public static Outcome of(String objective, double value) {
        return of(Map.of(objective, value));
    }

    /** A trial that ended without its figures. */
    public static Outcome failed(TrialState state, String message) {
        return new Outcome(state, Collections.emptySortedMap(), Collections.emptySortedMap(), message);
    }

    /** The same with a score per case. */
    public Outcome withScores(Map<String, Double> perCase) {
        return new Outcome(state, values, new TreeMap<>(perCase), message);
    }
}
