package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.decathlete.search.ranking.Fronts;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;

/**
 * How the hypervolume of the front grew. The scales are those of the whole study, also for its beginning, so that values within a
 * curve can be compared and never fall; those of two studies cannot.
 *
 * @param scales one per objective; says where the reference point lies
 * @param points where it grew; the last has the {@link ParetoFront#hypervolume} of the whole study
 */
public record HypervolumeCurve(List<ObjectiveScale> scales, List<CurvePoint> points) {

    public HypervolumeCurve {
        scales = List.copyOf(scales);
        points = List.copyOf(points);
    }

    /** Empty without a feasible trial. */
    public static Optional<HypervolumeCurve> of(Timeline timeline, List<Objective> objectives) {
        List<Trial> feasible = Feasible.of(timeline.trials(), objectives);
        if (feasible.isEmpty()) {
            return Optional.empty();
        }
        List<ObjectiveScale> scales = ObjectiveScale.all(feasible, objectives);
        List<Trial> front = new ArrayList<>();
        List<CurvePoint> points = new ArrayList<>();
        for (Timeline.Moment moment : timeline.moments()) {
            double[] losses = losses(moment.trial(), objectives);
            boolean grows = Feasible.is(moment.trial(), objectives)
                    && front.stream().noneMatch(other -> covers(losses(other, objectives), losses));
            if (grows) {
                front.removeIf(other -> Fronts.dominates(losses, losses(other, objectives)));
                front.add(moment.trial());
                points.add(CurvePoint.at(moment, ObjectiveScale.hypervolume(front, scales)));
            }
        }
        return Optional.of(new HypervolumeCurve(scales, points));
    }

    /** Nowhere larger. */
    private static boolean covers(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            if (one[i] > other[i]) {
                return false;
            }
        }
        return true;
    }

    private static double[] losses(Trial trial, List<Objective> objectives) {
        return objectives.stream()
                .mapToDouble(objective -> objective.loss(trial))
                .toArray();
    }
}
