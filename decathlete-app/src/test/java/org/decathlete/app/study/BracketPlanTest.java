package org.decathlete.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BracketPlanTest {

    private static TrialBudgetRequest seconds(OptionalDouble highest, OptionalDouble lowest) {
        return new TrialBudgetRequest(highest, lowest, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    private static TrialBudgetRequest epochs(int highest) {
        return new TrialBudgetRequest(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.of(highest),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** An hour: (0.95 · 3578 − 14 · 9) / (1 + 7/3 + 8/60) = 944.1 s for the default, a ninth of that for the first nine. */
    @Test
    void anHourIsDividedByTheFormula() {
        BracketPlan plan = BracketPlan.timed(3578, List.of(9.0), TrialBudgetRequest.UNSTATED, 3);
        assertThat(plan.levels().budgets()).hasSize(3);
        assertThat(plan.levels().budget(2)).isCloseTo(944.1, within(0.1));
        assertThat(plan.levels().budget(0)).isCloseTo(944.1 / 9, within(0.1));
        assertThat(plan.firstBracket()).isEqualTo("9 trials at 105 s, 3 at 315 s, 1 at 944 s");
        assertThat(plan.firstSeconds(List.of(9.0))).isCloseTo(0.95 * 3578, within(1e-6));
    }

    /** As many levels as keep the lowest budget at a minute, four at most. */
    @ParameterizedTest
    @CsvSource({"100, 3, 1", "600, 3, 2", "3600, 3, 3", "36000, 3, 4", "1000000, 3, 4", "1000000, 2, 5"})
    void theLowestBudgetIsNeverUnderAMinute(double seconds, int eta, int levels) {
        BracketPlan plan = BracketPlan.timed(seconds, List.of(5.0), TrialBudgetRequest.UNSTATED, eta);
        assertThat(plan.levels().budgets()).hasSize(levels);
        assertThat(plan.firstSeconds(List.of(5.0))).isLessThanOrEqualTo(seconds);
        if (levels > 1) {
            assertThat(plan.levels().budget(0)).isGreaterThanOrEqualTo(BracketPlan.FLOOR_SECONDS);
        }
    }

    @Test
    void whatTheUserSaysHolds() {
        BracketPlan plan =
                BracketPlan.timed(3600, List.of(9.0), seconds(OptionalDouble.of(600), OptionalDouble.empty()), 3);
        assertThat(plan.levels().budget(0)).isCloseTo(600 / 9.0, within(1e-9));
        assertThat(plan.levels().budget(2)).isEqualTo(600);
        plan = BracketPlan.timed(3600, List.of(9.0), seconds(OptionalDouble.of(600), OptionalDouble.of(100)), 3);
        assertThat(plan.levels().budgets()).containsExactly(200.0, 600.0);
    }

    /** What a final is trained for bounds what is derived, but not what the user says; shorter trials leave time for more of them. */
    @Test
    void trialsAreNoLongerThanTheFinalsAfterThem() {
        TrialBudgetRequest beforeFinals = TrialBudgetRequest.UNSTATED.before(600);
        BracketPlan plan = BracketPlan.timed(3578, List.of(9.0), beforeFinals, 3);
        assertThat(plan.levels().budgets()).hasSize(3);
        assertThat(plan.levels().budget(2)).isEqualTo(600);
        assertThat(plan.firstSeconds(List.of(9.0))).isLessThan(0.65 * 3578);
        plan = BracketPlan.timed(1200, List.of(9.0), beforeFinals, 3);
        assertThat(plan.levels().budget(plan.levels().top())).isLessThan(600);
        plan = BracketPlan.timed(
                3578,
                List.of(9.0),
                seconds(OptionalDouble.of(900), OptionalDouble.empty()).before(600),
                3);
        assertThat(plan.levels().budget(2)).isEqualTo(900);
    }

    /**
     * Two hours on up to three folds: the default is trained on three; nine begin for R / 9 on one, three go on to R / 3 on two, one to R on three, which
     * is 1 + 3 (2/3 - 1/9) + (3 - 2/3) R; six end late on one fold and two on two. 14 are judged on the first fold, 5 on the second and 2 on the
     * third: (0.95 · 7200 − 210) / (3 + 1 + 5/3 + 7/3 + 10/60) = 811.8 s.
     */
    @Test
    void foldsAreCounted() {
        List<Double> judging = List.of(9.0, 12.0, 12.0);
        BracketPlan plan = BracketPlan.timed(7200, judging, TrialBudgetRequest.UNSTATED, 3);
        assertThat(plan.levels().budget(2)).isCloseTo(811.8, within(0.1));
        assertThat(plan.firstBracket()).isEqualTo("9 trials at 90 s, 3 at 271 s on 2 folds, 1 at 812 s on 3 folds");
        assertThat(plan.highest()).isEqualTo("812 s on 3 folds");
        assertThat(plan.firstSeconds(judging)).isCloseTo(0.95 * 7200, within(1e-6));
        // In half of the time there are two levels, and so two folds: 5 and 2 judgings, (0.95 · 3600 − 69) / (2 + 1 +
        // 5/3 + 2/60).
        plan = BracketPlan.timed(3600, judging, TrialBudgetRequest.UNSTATED, 3);
        assertThat(plan.levels().budgets()).hasSize(2);
        assertThat(plan.levels().budget(1)).isCloseTo(713.0, within(0.1));
        assertThat(plan.firstSeconds(judging)).isCloseTo(0.95 * 3600, within(1e-6));
    }

    @Test
    void tooLittleTimeSaysHowMuchIsNeeded() {
        assertThatThrownBy(() -> BracketPlan.timed(40, List.of(5.0), TrialBudgetRequest.UNSTATED, 3))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContainingAll("40 s", "53 s");
        assertThat(BracketPlan.timed(53, List.of(5.0), TrialBudgetRequest.UNSTATED, 3)
                        .levels()
                        .budgets())
                .hasSize(1);
    }

    @Test
    void epochsStartAtATwentySeventh() {
        assertThat(BracketPlan.counted(epochs(1000), 3).levels().budgets().get(0))
                .isCloseTo(1000 / 9.0, within(1e-9));
        assertThat(BracketPlan.counted(epochs(81), 3).levels().budgets()).isEqualTo(List.of(3.0, 9.0, 27.0, 81.0));
        assertThat(BracketPlan.counted(epochs(4), 2).levels().budgets()).isEqualTo(List.of(1.0, 2.0, 4.0));
    }

    @Test
    void secondsAndEpochsExcludeEachOther() {
        assertThatThrownBy(() -> new TrialBudgetRequest(
                        OptionalDouble.of(60),
                        OptionalDouble.empty(),
                        OptionalInt.of(3),
                        OptionalInt.empty(),
                        OptionalInt.empty()))
                .hasMessageContaining("--trial-epochs");
    }
}
