package org.decathlete.app.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.ClassScores;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Overlap;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;

class ComparingTest {

    @Test
    void aClearDifferenceIsFoundWhereItIsAndCorrectedForTheNumberOfTests() {
        // Ten cases; in class 1 the first model always misses i + 1 voxels less; in class 2 both are equal.
        Comparison comparison = Comparing.of(models(scores("a", 10, 0, 0), scores("b", 10, 1, 0)), 1);
        assertThat(comparison.models().values()).containsExactly("model 0", "model 1");
        assertThat(comparison.cases()).hasSize(10);
        Comparison.Compared dice = comparison.metrics().get(0);
        assertThat(dice.name()).isEqualTo("Dice");
        assertThat(comparison.metrics().stream().map(Comparison.Compared::name))
                .containsExactly("Dice", "HD95", "SurfaceDice_1mm", "SurfaceDice_2mm");
        Comparison.PairTest first = dice.tests().get(0);
        assertThat(first.meanDifference()).isPositive();
        assertThat(Objects.requireNonNull(first.low())).isPositive();
        // All ten differences have one sign: 2 · 2^-10.
        assertThat(first.p()).isCloseTo(2.0 / 1024, within(1e-15));
        assertThat(first.corrected()).isEqualTo(first.p());
        Comparison.PairTest second = dice.tests().get(1);
        assertThat(second.p()).isNull();
        assertThat(second.method()).isEqualTo("no pair differs");
        assertThat(second.meanDifference()).isZero();
    }

    @Test
    void threeModelsGiveThreePairsPerStructureAndHolmCountsThemAll() {
        Comparison comparison =
                Comparing.of(models(scores("a", 8, 0, 0), scores("b", 8, 1, 1), scores("c", 8, 2, 2)), 1);
        List<Comparison.PairTest> tests = comparison.metrics().get(0).tests();
        assertThat(tests).hasSize(6);
        assertThat(tests.stream().map(test -> test.first() + test.second()).distinct())
                .containsExactly("AB", "AC", "BC");
        assertThat(tests).allSatisfy(test -> {
            assertThat(test.p()).isCloseTo(2.0 / 256, within(1e-15));
            assertThat(test.corrected()).isCloseTo(6 * 2.0 / 256, within(1e-12));
        });
    }

    @Test
    void onlyCasesThatAllHaveAreComparedAndNothingIsNanInTheFile() {
        Scores longer = scores("a", 12, 0, 0);
        Scores shorter = scores("b", 9, 1, 0);
        Comparison comparison = Comparing.of(models(longer, shorter), 1);
        assertThat(comparison.cases()).hasSize(9);
        assertThat(Json.pretty(comparison)).doesNotContain("NaN");
        Scores other = new Scores(EvaluationSettings.standard(), Map.of("1", "one"), List.of(), List.of(), List.of());
        assertThatThrownBy(() -> Comparing.of(models(longer, other), 1))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("different classes");
        Scores none = new Scores(EvaluationSettings.standard(), longer.classNames(), List.of(), List.of(), List.of());
        assertThatThrownBy(() -> Comparing.of(models(longer, none), 1))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("no judged case in common");
    }

    private static Map<String, Scores> models(Scores... scores) {
        Map<String, Scores> models = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            models.put("model " + i, scores[i]);
        }
        return models;
    }

    /** Scores that miss more voxels the larger the factor of the class. */
    private static Scores scores(String name, int cases, int firstFactor, int secondFactor) {
        List<CaseScores> all = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            Map<String, ClassScores> classes = new LinkedHashMap<>();
            classes.put("1", one(firstFactor * (i + 1)));
            classes.put("2", one(secondFactor * (i + 1)));
            all.add(new CaseScores("case_%02d".formatted(i), name, "reference", classes, List.of()));
        }
        Map<String, String> names = new LinkedHashMap<>();
        names.put("1", "liver");
        names.put("2", "tumour");
        return new Scores(EvaluationSettings.standard(), names, all, List.of(), List.of());
    }

    private static ClassScores one(int missed) {
        double hd95 = missed > 8 ? Double.NaN : missed;
        return new ClassScores(new Overlap(100 - missed, 0, missed, 900), hd95, 0.1, List.of(0.9, 1.0));
    }
}
