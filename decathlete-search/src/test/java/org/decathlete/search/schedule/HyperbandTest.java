package org.decathlete.search.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;

class HyperbandTest {
    private static final Hyperband PUBLISHED = Hyperband.of(10, 1000, 3);

    @Test
    void hasThePublishedLayout() {
        assertThat(PUBLISHED.brackets().stream().map(Bracket::sizes))
                .containsExactly(
                        List.of(81, 27, 9, 3, 1), List.of(27, 9, 3, 1), List.of(9, 3, 1), List.of(6, 2), List.of(5));
        double[] budgets = {12.346, 37.037, 111.11, 333.33, 1000};
        for (int level = 0; level < 5; level++) {
            assertThat(PUBLISHED.levels().budget(level)).isCloseTo(budgets[level], within(5e-3));
        }
        assertThat(PUBLISHED.firstBracketCost()).isCloseTo(3666.67, within(5e-3));
    }

    /** The third bracket, 9-3-1, again in the second repetition. */
    @Test
    void knowsOfATrialHowManyItsLevelHasAndHowManyGoOn() {
        for (Scheduler scheduler :
                List.of(PUBLISHED.repeated(2), new InformedHyperband(PUBLISHED.repeated(2), "from"))) {
            assertThat(scheduler.size(trial(2 + 5, 2))).hasValue(9);
            assertThat(scheduler.places(trial(2 + 5, 2))).hasValue(3);
            assertThat(scheduler.size(trial(2, 3))).hasValue(3);
            assertThat(scheduler.places(trial(2, 3))).hasValue(1);
            assertThat(scheduler.size(trial(2, 4))).isEmpty();
            assertThat(scheduler.size(trial(Trial.NO_BRACKET, 4))).isEmpty();
        }
        SuccessiveHalving halving = new SuccessiveHalving(Levels.between(1, 9, 3), 14, 1);
        assertThat(halving.size(trial(0, 0))).hasValue(14);
        assertThat(halving.size(trial(0, 1))).hasValue(4);
        assertThat(halving.size(trial(0, 2))).isEmpty();
    }

    private static Trial trial(int bracket, int level) {
        return Trial.running(0, Configuration.of(Map.of()), Origin.RANDOM, bracket, level, 1, null);
    }

    @Test
    void ceilingRuleIsThePapers() {
        Hyperband paper = new Hyperband(Levels.between(1, 81, 3), Hyperband.Rule.CEILING, 1);
        assertThat(paper.brackets().stream().map(Bracket::sizes))
                .containsExactly(
                        List.of(81, 27, 9, 3, 1), List.of(34, 11, 3, 1), List.of(15, 5, 1), List.of(8, 2), List.of(5));
    }

    @Test
    void otherPublishedLayouts() {
        assertThat(Hyperband.of(1, 10, 3).brackets().stream().map(Bracket::sizes))
                .containsExactly(List.of(9, 3, 1), List.of(3, 1), List.of(3));
        assertThat(Hyperband.of(3, 100, 3).brackets().stream().map(Bracket::sizes))
                .containsExactly(List.of(27, 9, 3, 1), List.of(9, 3, 1), List.of(6, 2), List.of(4));
        assertThat(Levels.between(1, 6, 2).budgets()).containsExactly(1.5, 3.0, 6.0);
        assertThat(SuccessiveHalving.of(1, 6, 2).bracket().sizes()).containsExactly(4, 2, 1);
    }

    @Test
    void runsItsTrialsInThePublishedOrderAndCost() {
        Simulation simulation = new Simulation(PUBLISHED, 1, 0).run(1);
        // 188 with the default, which stands outside of the brackets and has the full budget.
        assertThat(simulation.log.size()).isEqualTo(187);
        int[][] firstTrials = {
            {1, 0, 0},
            {82, 0, 1},
            {109, 0, 2},
            {118, 0, 3},
            {121, 0, 4},
            {122, 1, 1},
            {149, 1, 2},
            {158, 1, 3},
            {161, 1, 4},
            {162, 2, 2},
            {171, 2, 3},
            {174, 2, 4},
            {175, 3, 3},
            {181, 3, 4},
            {183, 4, 4}
        };
        for (int[] first : firstTrials) {
            Trial trial = simulation.log.trial(first[0] - 1);
            assertThat(new int[] {trial.bracket(), trial.level()}).containsExactly(first[1], first[2]);
        }
        double nominal = 1000;
        long epochs = 1000;
        for (int id = 0; id < simulation.log.size(); id++) {
            Trial trial = simulation.log.trial(id);
            nominal += trial.budget();
            Integer parent = trial.parent();
            epochs += Math.round(trial.budget())
                    - (parent == null
                            ? 0
                            : Math.round(simulation.log.trial(parent).budget()));
        }
        assertThat(nominal).isCloseTo(22_000, within(1e-6));
        assertThat(epochs).isEqualTo(18_308);
        assertThat(PUBLISHED.brackets().stream().mapToInt(Bracket::trials).sum())
                .isEqualTo(187);
        assertThat(PUBLISHED.brackets().stream()
                        .mapToDouble(bracket -> bracket.nominalCost(PUBLISHED.levels()))
                        .toArray())
                .containsExactly(new double[] {5000, 4000, 3000, 4000, 5000}, within(1e-6));
    }

    @Test
    void promotesTheBestOfEachLevelFromItsCheckpoint() {
        Simulation simulation = new Simulation(PUBLISHED, 2, 0).run(1);
        List<Trial> start = simulation.log.members(0, 0);
        List<Integer> best = Simulation.BY_LOSS.order(start).stream()
                .limit(27)
                .map(Trial::id)
                .toList();
        assertThat(simulation.log.members(0, 1)).extracting(Trial::parent).containsExactlyElementsOf(best);
        Trial top = simulation.log.members(0, 4).get(0);
        assertThat(top.configuration())
                .isEqualTo(simulation.log.trial(best.get(0)).configuration());
    }

    @Test
    void everyTrialRunsWhateverTheNumberOfWorkers() {
        Properties.forAll(1, 10, random -> {
            Simulation simulation =
                    new Simulation(PUBLISHED.repeated(2), random.nextLong(), 0).run(1 + random.nextInt(40));
            assertThat(simulation.log.size()).isEqualTo(2 * 187);
            for (int bracket = 0; bracket < 10; bracket++) {
                List<Integer> sizes = PUBLISHED.brackets().get(bracket % 5).sizes();
                for (int i = 0; i < sizes.size(); i++) {
                    assertThat(simulation.log.members(bracket, bracket % 5 + i)).hasSize(sizes.get(i));
                }
            }
        });
    }

    @Test
    void failingTrialsAreNeverPromotedAndBlockNothing() {
        Properties.forAll(1, 10, random -> {
            Simulation simulation = new Simulation(PUBLISHED, random.nextLong(), 0.7).run(1 + random.nextInt(8));
            assertThat(simulation.log.members(4, 4)).hasSize(5);
            for (int id = 0; id < simulation.log.size(); id++) {
                Integer parent = simulation.log.trial(id).parent();
                assertThat(parent == null
                                || !simulation.log.trial(parent).state().failed())
                        .isTrue();
            }
            assertThat(simulation.log.running()).isZero();
        });
        assertThat(new Simulation(PUBLISHED, 1, 1).run(1).log.size()).isEqualTo(81 + 27 + 9 + 6 + 5);
    }

    @Test
    void refusesBudgetsThatMakeNoSense() {
        assertThatThrownBy(() -> Hyperband.of(10, 1, 3)).hasMessageContaining("10.0 to 1.0");
        assertThatThrownBy(() -> new Levels(List.of(3.0, 1.0), 3)).hasMessageContaining("increasing");
    }
}
