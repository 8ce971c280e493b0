package org.decathlete.app.finals;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.decathlete.app.project.NestedSplit;
import org.decathlete.app.report.finals.FinalsSummary;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.ClassScores;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Overlap;
import org.decathlete.core.metrics.Scores;
import org.junit.jupiter.api.Test;

/** Choices among made-up finals, on ten cases to choose by and ten kept aside. */
class FinalsJudgementTest {
    private static final NestedSplit NESTED = new NestedSplit(names("a"), names("b"));

    private static List<String> names(String half) {
        return IntStream.range(0, 10).mapToObj(i -> half + i).toList();
    }

    /** Dice of each case to choose by, and of each kept aside. */
    private static Entrant entrant(
            String name, IntToDoubleFunction selection, IntToDoubleFunction heldBack, String... unjudged) {
        List<CaseScores> cases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            cases.add(scores("a" + i, selection.applyAsDouble(i)));
            cases.add(scores("b" + i, heldBack.applyAsDouble(i)));
        }
        cases.removeIf(one -> List.of(unjudged).contains(one.id()));
        Scores all = new Scores(EvaluationSettings.standard(), Map.of("1", "organ"), cases, List.of(), List.of());
        return new Entrant(name, "3d-" + name, "x", name.startsWith("default"), all, 60, 40, 1e6);
    }

    private static CaseScores scores(String id, double dice) {
        long common = Math.round(10_000 * dice);
        Overlap overlap = new Overlap(common, 10_000 - common, 10_000 - common, 0);
        Map<String, ClassScores> classes = new LinkedHashMap<>();
        classes.put("1", new ClassScores(overlap, 0, 0, List.of()));
        return new CaseScores(id, id, id, classes, List.of());
    }

    private static FinalsSummary judged(Entrant... entrants) {
        return FinalsJudgement.of(List.of(entrants), NESTED).summary("basis", List.of("note"));
    }

    @Test
    void choosesByTheSelectionCasesAndMeasuresOnTheOthers() {
        Entrant standard = entrant("default", i -> 0.8, i -> 0.70);
        // Better where it is chosen, worse where it is measured.
        Entrant lucky = entrant("lucky", i -> 0.82, i -> 0.69 - 0.001 * i);
        Entrant solid = entrant("solid", i -> 0.81, i -> 0.71 + 0.001 * i);
        FinalsSummary summary = judged(standard, lucky, solid);
        assertThat(summary.rows()).extracting(FinalsSummary.Row::name).containsExactly("lucky", "solid", "default");
        assertThat(summary.baseline()).isEqualTo("default");
        assertThat(summary.chosen().selectionDice()).isCloseTo(0.82, within(1e-9));
        assertThat(summary.chosen().heldBackDice()).isCloseTo(0.6855, within(1e-9));
        FinalsSummary.Gain lost = requireNonNull(summary.chosen().gain());
        assertThat(lost.value()).isCloseTo(-0.0145, within(1e-9));
        assertThat(lost.low()).isBetween(-0.0170, -0.0150);
        assertThat(lost.high()).isBetween(-0.0140, -0.0120);
        assertThat(lost.better()).isZero();
        assertThat(lost.worse()).isEqualTo(10);
        // All ten signs equal: 2 / 2^10; corrected for two comparisons.
        assertThat(lost.p()).isCloseTo(2 / 1024.0, within(1e-12));
        assertThat(lost.corrected()).isCloseTo(4 / 1024.0, within(1e-12));
        assertThat(summary.rows().get(2).gain()).isNull();
        assertThat(summary.reason()).contains("Chosen is lucky", "0.8200", "on the 10 cases to choose by", "0.8000");
        assertThat(summary.gain())
                .contains("On the 10 cases kept aside", "0.6855", "the default's 0.7000", "-0.0145", "p = 0.00195")
                .endsWith("more than these cases would show by chance.");
        assertThat(summary.chosen().secondsPerCase()).isCloseTo(2, within(1e-12));
        assertThat(summary.notes()).containsExactly("note");
    }

    @Test
    void theDefaultStaysUnlessSomethingIsBetter() {
        Entrant equal = entrant("equal", i -> 0.8, i -> 0.9);
        FinalsSummary summary = judged(entrant("default", i -> 0.8, i -> 0.7), equal);
        assertThat(summary.chosen().name()).isEqualTo("default");
        assertThat(summary.chosen().gain()).isNull();
        assertThat(summary.reason()).startsWith("The default stays");
        assertThat(summary.gain()).endsWith("Against itself the default has no gain.");
    }

    @Test
    void othersAreMeasuredAgainstTheDefaultsBestSeed() {
        FinalsSummary summary = judged(
                entrant("default", i -> 0.70, i -> 0.60),
                entrant("other", i -> 0.90, i -> 0.64),
                entrant("default, seed 1", i -> 0.75, i -> 0.63));
        assertThat(summary.baseline()).isEqualTo("default, seed 1");
        FinalsSummary.Gain gain = requireNonNull(summary.chosen().gain());
        assertThat(gain.value()).isCloseTo(0.01, within(1e-9));
        assertThat(requireNonNull(summary.rows().get(2).gain()).value()).isCloseTo(-0.03, within(1e-9));
    }

    @Test
    void aDifferenceThatCasesDoNotTellIsSaidSo() {
        FinalsSummary summary = judged(
                entrant("default", i -> 0.70, i -> 0.70), entrant("other", i -> 0.72, i -> i % 2 == 0 ? 0.72 : 0.685));
        FinalsSummary.Gain gain = requireNonNull(summary.chosen().gain());
        assertThat(gain.value()).isCloseTo(0.0025, within(1e-9));
        assertThat(gain.low()).isNegative();
        assertThat(gain.high()).isPositive();
        assertThat(gain.p()).isGreaterThan(0.1);
        assertThat(summary.gain()).contains("better on 5 cases, worse on 5").endsWith("do not tell the two apart.");
        FinalsSummary same = judged(entrant("default", i -> 0.70, i -> 0.70), entrant("x", i -> 0.72, i -> 0.70));
        assertThat(requireNonNull(same.chosen().gain()).p()).isNull();
        assertThat(same.gain()).contains("no case differs");
    }

    @Test
    void onlyCasesThatAllCouldBeJudgedOnCount() {
        // Without a3, the other is worse.
        FinalsSummary summary = judged(
                entrant("default", i -> i == 3 ? 0 : 0.8, i -> 0.7, "b7"), entrant("other", i -> 0.79, i -> 0.7, "a3"));
        assertThat(summary.selectionCases()).hasSize(9).doesNotContain("a3");
        assertThat(summary.heldBackCases()).hasSize(9).doesNotContain("b7");
        assertThat(summary.chosen().name()).isEqualTo("default");
    }
}
