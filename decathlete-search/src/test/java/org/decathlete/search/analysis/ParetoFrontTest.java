package org.decathlete.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {

    @Test
    void equalFiguresAreBothOnIt() {
        List<Trial> trials = List.of(
                Trials.ended(0, 0.3, 1),
                Trials.ended(1, 0.2, 2),
                Trials.ended(2, 0.3, 1),
                Trials.ended(3, 0.2, 3),
                Trials.ended(4, 0.4, 1));
        assertThat(ParetoFront.of(trials, Trials.OBJECTIVES))
                .extracting(Trial::id)
                .containsExactly(1, 0, 2);
    }

    @Test
    void whatFailedOrIsBeyondALimitIsNotOnIt() {
        List<Trial> trials = List.of(
                Trials.failed(0, TrialState.CRASHED, ""),
                Trials.ended(1, 0.9, 0.1),
                Trials.ended(2, 0.4, 3),
                Trials.running(3, 0, null));
        assertThat(ParetoFront.of(trials, Trials.OBJECTIVES)).containsExactly(trials.get(2));
        assertThat(ParetoFront.hypervolume(trials, Trials.OBJECTIVES)).isCloseTo(1.21, within(1e-12));
        assertThat(ParetoFront.of(trials.subList(0, 2), Trials.OBJECTIVES)).isEmpty();
        assertThat(ParetoFront.hypervolume(List.of(), Trials.OBJECTIVES)).isZero();
    }

    @Test
    void largerIsBetterWhereItIsSaidSo() {
        List<Objective> objectives = List.of(Objective.maximize("loss"), Objective.minimize("cost"));
        List<Trial> trials = List.of(Trials.ended(0, 0.3, 1), Trials.ended(1, 0.5, 2), Trials.ended(2, 0.4, 3));
        assertThat(ParetoFront.of(trials, objectives)).extracting(Trial::id).containsExactly(1, 0);
        // At (0, 0.5) and (1, 0): 1.1 * 0.6 + 0.1 * 0.5.
        assertThat(ParetoFront.hypervolume(trials, objectives)).isCloseTo(0.71, within(1e-12));
        ObjectiveScale scale = ObjectiveScale.all(trials, objectives).get(0);
        assertThat(scale.best()).isEqualTo(0.5);
        assertThat(scale.worst()).isEqualTo(0.3);
        assertThat(scale.reference()).isCloseTo(0.28, within(1e-12));
    }

    @Test
    void threeObjectives() {
        List<Objective> objectives = List.of(Objective.minimize("a"), Objective.minimize("b"), Objective.minimize("c"));
        List<Trial> trials = List.of(three(0, 2, 0, 0), three(1, 0, 2, 0), three(2, 0, 0, 2), three(3, 2, 2, 2));
        assertThat(ParetoFront.of(trials, objectives)).hasSize(3);
        // Boxes 0.1 x 1.1 x 1.1 that meet pairwise in 0.1 x 0.1 x 1.1 and all in 0.1 x 0.1 x 0.1.
        assertThat(ParetoFront.hypervolume(trials, objectives)).isCloseTo(3 * 0.121 - 3 * 0.011 + 0.001, within(1e-12));
    }

    private static Trial three(int id, double a, double b, double c) {
        return Trials.ended(id, 0, null, Outcome.of(Map.of("a", a, "b", b, "c", c)));
    }
}
