package org.decathlete.search.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetCorrelationTest {

    @Test
    void pairsContinuedTrialsOverAnyNumberOfLevels() {
        List<Trial> trials = new ArrayList<>();
        double[] first = {0.5, 0.4, 0.3, 0.2, 0.6};
        double[] second = {0.45, 0.25, 0.35, 0.15};
        for (int i = 0; i < first.length; i++) {
            trials.add(ended(i, 0, null, first[i]));
        }
        for (int i = 0; i < second.length; i++) {
            trials.add(ended(5 + i, 1, i, second[i]));
        }
        trials.add(ended(9, 2, 6, 0.2));
        trials.add(Trials.ended(10, 2, 8, Outcome.failed(TrialState.KILLED, "")));
        trials.add(Trials.running(11, 1, 4));
        List<BudgetCorrelation> found = BudgetCorrelation.all(trials, Trials.OBJECTIVES.get(0));
        assertThat(found).hasSize(3);
        BudgetCorrelation near = found.get(0);
        assertThat(List.of(near.low(), near.high())).containsExactly(0, 1);
        assertThat(near.pairs()).hasSize(4).contains(new BudgetCorrelation.Pair(6, 0.4, 0.25));
        // One exchange of neighbours among four.
        assertThat(requireNonNull(near.correlation()).value()).isCloseTo(0.8, within(1e-12));
        assertThat(found.get(1).pairs()).containsExactly(new BudgetCorrelation.Pair(9, 0.4, 0.2));
        assertThat(found.get(1).correlation()).isNull();
        assertThat(found.get(2).pairs()).containsExactly(new BudgetCorrelation.Pair(9, 0.25, 0.2));
    }

    @Test
    void nothingWasContinued() {
        assertThat(BudgetCorrelation.all(List.of(ended(0, 0, null, 1), ended(1, 2, null, 1)), Trials.OBJECTIVES.get(0)))
                .isEmpty();
    }

    private static Trial ended(int id, int level, @Nullable Integer parent, double loss) {
        return Trials.ended(id, level, parent, Outcome.of("loss", loss));
    }
}
