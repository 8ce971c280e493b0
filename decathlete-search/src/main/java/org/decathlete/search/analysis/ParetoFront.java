package org.decathlete.search.analysis;

import java.util.Comparator;
import java.util.List;
import org.decathlete.search.ranking.Fronts;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/** The trials of a study that no other trial dominates, whatever their budgets. */
public final class ParetoFront {

    private ParetoFront() {}

    /**
     * Trials that ended well, within the limits of all objectives, and that none of these dominates; by the first objective, best
     * first. Of trials with the same figures none dominates another, so that all of them are there.
     */
    public static List<Trial> of(List<Trial> trials, List<Objective> objectives) {
        List<Trial> feasible = Feasible.of(trials, objectives);
        List<double[]> points = feasible.stream()
                .map(trial -> objectives.stream()
                        .mapToDouble(objective -> objective.loss(trial))
                        .toArray())
                .toList();
        return Fronts.of(points).stream()
                .limit(1)
                .flatMap(List::stream)
                .map(feasible::get)
                .sorted(Comparator.comparingDouble(
                                (Trial trial) -> objectives.get(0).loss(trial))
                        .thenComparingInt(Trial::id))
                .toList();
    }

    /**
     * The volume that the front dominates when every objective is scaled by {@link ObjectiveScale} over the feasible trials, up to a
     * reference of 1.1 in each: for two objectives at most 1.21. 0 without a feasible trial.
     */
    public static double hypervolume(List<Trial> trials, List<Objective> objectives) {
        List<Trial> feasible = Feasible.of(trials, objectives);
        return feasible.isEmpty()
                ? 0
                : ObjectiveScale.hypervolume(of(feasible, objectives), ObjectiveScale.all(feasible, objectives));
    }
}
