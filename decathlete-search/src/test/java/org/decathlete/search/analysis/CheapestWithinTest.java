package org.decathlete.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;

class CheapestWithinTest {

    @Test
    void byTheFigures() {
        List<Trial> trials = List.of(
                Trials.ended(0, 0.2, 9),
                Trials.ended(1, 0.2, 8),
                Trials.ended(2, 0.25, 3),
                Trials.ended(3, 0.24, 3),
                Trials.ended(4, 0.26, 1),
                Trials.ended(5, 0.95, 0.1));
        assertThat(chosen(trials, 0)).isEqualTo(1);
        assertThat(chosen(trials, 0.03)).isEqualTo(1);
        // Both cost 3; the better one.
        assertThat(chosen(trials, 0.0501)).isEqualTo(3);
        assertThat(chosen(trials, 0.0601)).isEqualTo(4);
        // Trial 5 is beyond the limit.
        assertThat(chosen(trials, 5)).isEqualTo(4);
        CheapestWithin found =
                CheapestWithin.byFigures(trials, Trials.OBJECTIVES, 0.03).orElseThrow();
        assertThat(found.best().trial()).isEqualTo(1);
        assertThat(found.compared()).isEqualTo(3);
        assertThat(CheapestWithin.byFigures(trials, Trials.OBJECTIVES.subList(0, 1), 1))
                .isEmpty();
        assertThat(CheapestWithin.byFigures(trials.subList(5, 6), Trials.OBJECTIVES, 1))
                .isEmpty();
        assertThatThrownBy(() -> CheapestWithin.byFigures(trials, Trials.OBJECTIVES, -1))
                .hasMessageContaining("delta -1.0");
    }

    @Test
    void byATest() {
        IntToDoubleFunction scores = i -> 0.8 + i / 1000.0;
        List<Trial> trials = new ArrayList<>();
        trials.add(scored(0, 0.2, 9, 10, scores));
        // Always 0.005 lower: 2^-10 by the test.
        trials.add(scored(1, 0.205, 5, 10, i -> scores.applyAsDouble(i) - 0.005));
        // Always 0.015 lower.
        trials.add(scored(2, 0.215, 3, 10, i -> scores.applyAsDouble(i) - 0.015));
        // As good, but scored on two cases alone.
        trials.add(scored(3, 0.2001, 1, 2, scores));
        CheapestWithin found =
                CheapestWithin.byTest(trials, Trials.OBJECTIVES, 0.01, 0.05).orElseThrow();
        assertThat(found.chosen().trial()).isEqualTo(1);
        assertThat(found.compared()).isEqualTo(2);
        assertThat(found.significance()).isEqualTo(0.05);
        // 2^-10 times two tests is 0.00195.
        assertThat(byTest(trials, 0.01, 0.0020)).isEqualTo(1);
        assertThat(CheapestWithin.byTest(trials, Trials.OBJECTIVES, 0.01, 0.0019))
                .isEmpty();
        assertThat(byTest(trials, 0.02, 0.05)).isEqualTo(2);
        assertThat(byTest(trials, 0.004, 0.05)).isEqualTo(0);
        assertThat(CheapestWithin.byTest(List.of(trials.get(0), trials.get(3)), Trials.OBJECTIVES, 0.01, 0.05))
                .isEmpty();
        assertThatThrownBy(() -> byTest(trials, 0.01, 1)).hasMessageContaining("significance 1.0");
    }

    private static int chosen(List<Trial> trials, double delta) {
        return CheapestWithin.byFigures(trials, Trials.OBJECTIVES, delta)
                .orElseThrow()
                .chosen()
                .trial();
    }

    private static int byTest(List<Trial> trials, double delta, double significance) {
        return CheapestWithin.byTest(trials, Trials.OBJECTIVES, delta, significance)
                .orElseThrow()
                .chosen()
                .trial();
    }

    private static Trial scored(int id, double loss, double cost, int cases, IntToDoubleFunction score) {
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < cases; i++) {
            scores.put("case" + i, score.applyAsDouble(i));
        }
        Trial trial = Trials.ended(id, loss, cost);
        return trial.ended(trial.outcome().withScores(scores));
    }
}
