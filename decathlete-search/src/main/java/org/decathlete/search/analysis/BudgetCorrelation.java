package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.decathlete.search.statistics.SpearmanCorrelation;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a low budget tells what a higher one will: the results of trials that were continued, before and after. Only promising trials
 * are continued, which makes a correlation smaller than it would be among all.
 *
 * @param objective whose results
 * @param low level of the lower budget
 * @param high level of the higher one
 * @param pairs lower result first, in the objective's own direction, in the order of the trials at the higher level
 * @param correlation null with fewer than {@value SpearmanCorrelation#FEWEST_PAIRS} pairs or where one side has a single value
 */
public record BudgetCorrelation(
        String objective,
        int low,
        int high,
        List<Pair> pairs,
        @Nullable SpearmanCorrelation correlation) {

    public BudgetCorrelation {
        pairs = List.copyOf(pairs);
    }

    /** The results of one configuration. */
    public record Pair(int trial, double before, double after) {}

    /** For each two levels with a continued trial that ended well at both, from the lowest. */
    public static List<BudgetCorrelation> all(List<Trial> trials, Objective objective) {
        Map<Integer, Trial> byId = new HashMap<>();
        trials.forEach(trial -> byId.put(trial.id(), trial));
        TreeSet<Integer> levels = new TreeSet<>();
        trials.forEach(trial -> levels.add(trial.level()));
        List<BudgetCorrelation> found = new ArrayList<>();
        for (int low : levels) {
            for (int high : levels.tailSet(low, false)) {
                List<Pair> pairs = pairs(trials, byId, objective.name(), low, high);
                if (!pairs.isEmpty()) {
                    found.add(new BudgetCorrelation(objective.name(), low, high, pairs, correlation(pairs)));
                }
            }
        }
        return found;
    }

    private static List<Pair> pairs(List<Trial> trials, Map<Integer, Trial> byId, String objective, int low, int high) {
        List<Pair> pairs = new ArrayList<>();
        for (Trial trial : trials) {
            Trial before = trial.level() == high ? ancestor(trial, byId, low) : null;
            if (before != null && trial.state() == TrialState.OK && before.state() == TrialState.OK) {
                pairs.add(new Pair(trial.id(), value(before, objective), value(trial, objective)));
            }
        }
        return pairs;
    }

    private static @Nullable Trial ancestor(Trial trial, Map<Integer, Trial> byId, int level) {
        @Nullable Trial found = trial;
        while (found != null && found.level() > level) {
            Integer parent = found.parent();
            found = parent == null ? null : byId.get(parent);
        }
        return found != null && found.level() == level ? found : null;
    }

    private static @Nullable SpearmanCorrelation correlation(List<Pair> pairs) {
        return SpearmanCorrelation.of(
                        pairs.stream().mapToDouble(Pair::before).toArray(),
                        pairs.stream().mapToDouble(Pair::after).toArray())
                .orElse(null);
    }

    private static double value(Trial trial, String objective) {
        return trial.outcome().values().getOrDefault(objective, Double.NaN);
    }
}
