package org.decathlete.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.search.ranking.Results.LOSS_AND_HOURS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.decathlete.search.statistics.SignedRankTest;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class RegularizedRankingTest {
    private static final RegularizedRanking RANKING = new RegularizedRanking();

    @Test
    void bestLossFirstThenRoomAndDominatedOnesLast() {
        List<Trial> results = List.of(
                Results.of(0, 0.30, 1.0),
                Results.of(1, 0.10, 9.0),
                Results.of(2, 0.12, 8.5),
                Results.of(3, 0.20, 4.0),
                Results.of(4, 0.31, 8.0));
        assertThat(RANKING.order(results, LOSS_AND_HOURS)).extracting(Trial::id).containsExactly(1, 0, 3, 2, 4);
    }

    @Test
    void failingTrialsAreLeftOut() {
        List<Trial> results = List.of(
                Results.of(0, 0.99, 0.1),
                Results.of(1, 0.5, 1),
                Results.of(2, 0.5, 1).ended(Outcome.failed(TrialState.OUT_OF_MEMORY, "")));
        assertThat(RANKING.order(results, LOSS_AND_HOURS)).extracting(Trial::id).containsExactly(1);
        // Auto-nnU-Net took the fast failure along, right behind the best.
        assertThat(new PublishedRanking().order(results.subList(0, 2), LOSS_AND_HOURS))
                .extracting(Trial::id)
                .containsExactly(1, 0);
    }

    @Test
    void aCostlierTrialMustBeSignificantlyBetter() {
        SplittableRandom random = new SplittableRandom(1);
        Trial cheap = Results.scored(0, 0.110, 1, 40, 0.02, random);
        Trial clearlyBetter = Results.scored(1, 0.060, 2, 40, 0.02, random);
        assertThat(RANKING.order(List.of(cheap, clearlyBetter), LOSS_AND_HOURS)).containsExactly(clearlyBetter, cheap);
        Trial byChance = Results.scored(2, 0.110, 2, 40, 0.02, new SplittableRandom(3));
        for (int seed = 4;
                LOSS_AND_HOURS.get(0).loss(byChance) >= LOSS_AND_HOURS.get(0).loss(cheap);
                seed++) {
            byChance = Results.scored(2, 0.110, 2, 40, 0.02, new SplittableRandom(seed));
        }
        assertThat(RANKING.order(List.of(cheap, byChance), LOSS_AND_HOURS)).containsExactly(cheap, byChance);
        assertThat(new LossRanking().order(List.of(cheap, byChance), LOSS_AND_HOURS))
                .containsExactly(byChance, cheap);
    }

    @Test
    void withTooFewCommonCasesLossesAreComparedAsTheyAre() {
        SplittableRandom random = new SplittableRandom(1);
        Trial cheap = Results.scored(0, 0.9, 1, 3, 0.001, random);
        Trial better = Results.scored(1, 0.1, 2, 3, 0.001, random);
        assertThat(RANKING.order(List.of(cheap, better), LOSS_AND_HOURS)).containsExactly(better, cheap);
        Trial unscored = Results.of(2, 0.1, 2);
        assertThat(RANKING.order(List.of(cheap, unscored), LOSS_AND_HOURS)).containsExactly(unscored, cheap);
    }

    /** Of any order: no costlier trial ahead of a cheaper one without an uncorrected p below the level. */
    @Test
    void costlierIsAheadOfCheaperOnlyWithSignificance() {
        Properties.forAll(1, 40, random -> {
            List<Trial> results = new ArrayList<>();
            for (int id = 0; id < 20; id++) {
                results.add(Results.scored(id, 0.1 + 0.1 * random.nextDouble(), random.nextInt(8), 42, 0.05, random));
            }
            List<Trial> order = RANKING.order(results, LOSS_AND_HOURS);
            assertThat(order).hasSize(20);
            for (int i = 0; i < order.size(); i++) {
                for (int k = i + 1; k < order.size(); k++) {
                    if (hours(order.get(i)) > hours(order.get(k))) {
                        assertThat(SignedRankTest.probability(differences(order.get(i), order.get(k))))
                                .isLessThanOrEqualTo(0.05);
                        assertThat(loss(order.get(i))).isLessThan(loss(order.get(k)));
                    }
                }
            }
        });
    }

    /** Twenty equal trials of different cost: with the correction, chance alone hardly ever brings a costlier one first. */
    @Test
    void theCorrectionHoldsTheErrorOverAllPairs() {
        int wrong = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Trial> results = new ArrayList<>();
            for (int id = 0; id < 20; id++) {
                results.add(Results.scored(id, 0.1, 1 + id, 42, 0.05, random));
            }
            List<Trial> order = RANKING.order(results, LOSS_AND_HOURS);
            wrong += order.equals(results) ? 0 : 1;
        }
        assertThat(wrong).isLessThanOrEqualTo(10);
    }

    @Test
    void incumbentLeavesMostRoomOfBothObjectives() {
        List<Trial> results =
                List.of(Results.of(0, 0.10, 10), Results.of(1, 0.12, 2), Results.of(2, 0.50, 1), Results.of(3, 0.6, 9));
        assertThat(RANKING.incumbent(results, LOSS_AND_HOURS)).contains(results.get(1));
        assertThat(RANKING.incumbent(List.of(), LOSS_AND_HOURS)).isEmpty();
    }

    private static double[] differences(Trial one, Trial other) {
        double[] a = one.outcome().scores().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] b = other.outcome().scores().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.setAll(a, i -> a[i] - b[i]);
        return a;
    }

    private static double loss(Trial trial) {
        return LOSS_AND_HOURS.get(0).loss(trial);
    }

    private static double hours(Trial trial) {
        return LOSS_AND_HOURS.get(1).loss(trial);
    }
}
