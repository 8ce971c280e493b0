package org.decathlete.search.analysis;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/**
 * What makes objectives of different units comparable: the best feasible trial is at 0, the worst at 1, and the reference point for
 * hypervolumes at 1.1. All figures are in the objective's own direction and unit.
 *
 * @param objective its name
 * @param best figure among the feasible trials
 * @param worst figure among them
 * @param reference a tenth of the range beyond the worst
 */
public record ObjectiveScale(String objective, double best, double worst, double reference) {
    private static final double REFERENCE = 1.1;

    /**
     * One scale per objective.
     *
     * @param feasible at least one trial, all within all limits
     */
    static List<ObjectiveScale> all(List<Trial> feasible, List<Objective> objectives) {
        return objectives.stream().map(objective -> of(feasible, objective)).toList();
    }

    private static ObjectiveScale of(List<Trial> feasible, Objective objective) {
        DoubleSummaryStatistics figures = feasible.stream()
                .mapToDouble(trial -> value(trial, objective.name()))
                .summaryStatistics();
        boolean smaller = objective.direction() == Objective.Direction.MINIMIZE;
        double best = smaller ? figures.getMin() : figures.getMax();
        double worst = smaller ? figures.getMax() : figures.getMin();
        return new ObjectiveScale(objective.name(), best, worst, best + REFERENCE * (worst - best));
    }

    /** The hypervolume of feasible trials. */
    static double hypervolume(List<Trial> trials, List<ObjectiveScale> scales) {
        double[] reference = new double[scales.size()];
        Arrays.fill(reference, REFERENCE);
        return Hypervolume.of(
                trials.stream()
                        .map(trial -> scales.stream()
                                .mapToDouble(scale -> scale.unit(trial))
                                .toArray())
                        .toList(),
                reference);
    }

    /** From 0 for the best to 1 for the worst; 0 where all agree. */
    private double unit(Trial trial) {
        return best == worst ? 0 : (value(trial, objective) - best) / (worst - best);
    }

    private static double value(Trial trial, String objective) {
        return trial.outcome().values().getOrDefault(objective, Double.NaN);
    }
}
