package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.search.trial.Objective;

/**
 * The best figure of one objective so far, at any budget, among trials within the limits of all objectives.
 *
 * @param objective its name
 * @param points where it became better, in the objective's own direction; empty without a feasible trial
 */
public record IncumbentCurve(String objective, List<CurvePoint> points) {

    public IncumbentCurve {
        points = List.copyOf(points);
    }

    /** One curve per objective. */
    public static List<IncumbentCurve> all(Timeline timeline, List<Objective> objectives) {
        return objectives.stream()
                .map(objective -> of(timeline, objective, objectives))
                .toList();
    }

    private static IncumbentCurve of(Timeline timeline, Objective objective, List<Objective> objectives) {
        List<CurvePoint> points = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (Timeline.Moment moment : timeline.moments()) {
            double loss = objective.loss(moment.trial());
            if (loss < best && Feasible.is(moment.trial(), objectives)) {
                best = loss;
                points.add(
                        CurvePoint.at(moment, moment.trial().outcome().values().getOrDefault(objective.name(), loss)));
            }
        }
        return new IncumbentCurve(objective.name(), points);
    }
}
