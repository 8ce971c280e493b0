package org.decathlete.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final List<Trial> TRIALS = List.of(
            Trials.ended(0, 0.5, 4),
            Trials.failed(1, TrialState.OUT_OF_MEMORY, "no memory"),
            Trials.ended(2, 0.95, 1),
            Trials.ended(3, 1, 0, Outcome.of(Map.of("loss", 0.3, "cost", 8.0))),
            Trials.running(4, 1, 2),
            Trials.ended(5, 0.4, 2));
    /** Trial 5 ended before trial 3. */
    private static final Map<Integer, TrialTime> TIMES = Map.of(
            0, new TrialTime(0, 10),
            1, new TrialTime(0, 5),
            2, new TrialTime(5, 20),
            3, new TrialTime(10, 60),
            5, new TrialTime(20, 40));

    @Test
    void countsWhatEachTrialAdded() {
        Timeline timeline = Timeline.of(TRIALS, Map.of());
        assertThat(timeline.trials()).extracting(Trial::id).containsExactly(0, 1, 2, 3, 5);
        assertThat(timeline.moments()).extracting(Timeline.Moment::spent).containsExactly(1.0, 2.0, 3.0, 5.0, 6.0);
        assertThat(timeline.moments()).extracting(Timeline.Moment::seconds).containsOnlyNulls();
    }

    @Test
    void followsTheClockWhereThereIsOne() {
        Timeline timeline = Timeline.of(TRIALS, TIMES);
        assertThat(timeline.trials()).extracting(Trial::id).containsExactly(1, 0, 2, 5, 3);
        assertThat(timeline.moments()).extracting(Timeline.Moment::spent).containsExactly(1.0, 2.0, 3.0, 4.0, 6.0);
        assertThat(timeline.moments())
                .extracting(Timeline.Moment::seconds)
                .containsExactly(5.0, 10.0, 20.0, 40.0, 60.0);
        assertThatThrownBy(() -> new TrialTime(3, 2)).hasMessageContaining("from second 3.0 to second 2.0");
    }

    @Test
    void incumbentsPerObjective() {
        List<IncumbentCurve> curves = IncumbentCurve.all(Timeline.of(TRIALS, TIMES), Trials.OBJECTIVES);
        assertThat(curves.get(0))
                .isEqualTo(new IncumbentCurve(
                        "loss",
                        List.of(
                                new CurvePoint(0, 2, 10.0, 0.5),
                                new CurvePoint(5, 4, 40.0, 0.4),
                                new CurvePoint(3, 6, 60.0, 0.3))));
        // Trial 2 is cheaper and beyond the limit of the loss.
        assertThat(curves.get(1))
                .isEqualTo(new IncumbentCurve(
                        "cost", List.of(new CurvePoint(0, 2, 10.0, 4), new CurvePoint(5, 4, 40.0, 2))));
    }

    @Test
    void hypervolumeGrows() {
        HypervolumeCurve curve = HypervolumeCurve.of(Timeline.of(TRIALS, Map.of()), Trials.OBJECTIVES)
                .orElseThrow();
        assertThat(curve.points()).extracting(CurvePoint::trial).containsExactly(0, 3, 5);
        assertThat(curve.points()).extracting(CurvePoint::spent).containsExactly(1.0, 5.0, 6.0);
        // Losses 0.3 … 0.5 and costs 2 … 8 on the unit square: trial 0 at (1, 1/3), 3 at (0, 1), 5 at (1/2, 0).
        double[] expected = {0.1 * (1.1 - 1 / 3.0), 0.1 * (1.1 - 1 / 3.0) + 0.1, 0.6 * 1.1 + 0.5 * 0.1};
        for (int i = 0; i < 3; i++) {
            assertThat(curve.points().get(i).value()).isCloseTo(expected[i], within(1e-12));
        }
        assertThat(curve.points().get(2).value()).isEqualTo(ParetoFront.hypervolume(TRIALS, Trials.OBJECTIVES));
        assertThat(curve.scales().get(1)).isEqualTo(new ObjectiveScale("cost", 2, 8, 2 + 1.1 * 6));
        assertThat(HypervolumeCurve.of(Timeline.of(TRIALS.subList(1, 3), Map.of()), Trials.OBJECTIVES))
                .isEmpty();
    }
}
