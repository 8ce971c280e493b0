package org.decathlete.search.analysis;

import java.util.List;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/** Trials that could be chosen: they ended well and within the limits of all objectives. */
final class Feasible {

    private Feasible() {}

    static boolean is(Trial trial, List<Objective> objectives) {
        return objectives.stream().allMatch(objective -> objective.met(trial));
    }

    static List<Trial> of(List<Trial> trials, List<Objective> objectives) {
        return trials.stream().filter(trial -> is(trial, objectives)).toList();
    }
}
