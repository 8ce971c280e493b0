package org.decathlete.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.decathlete.app.trial.TrialCurve;
import org.decathlete.app.trial.TrialResult;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldRaceTest {
    private final List<Integer> trained = new ArrayList<>();

    /** Folds of which each has one more case than the one before, all of them with a Dice of its number. */
    private FoldRace race(int folds, FoldRace.Look look) {
        List<TrialEvaluator.Training> trainings = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            int fold = i;
            trainings.add((candidate, part, stop) -> {
                trained.add(fold);
                Map<String, Double> dice = new TreeMap<>();
                for (int one = 0; one <= fold; one++) {
                    dice.put(fold + "/" + one, fold / 10.0);
                }
                return new TrialResult(
                        fold / 10.0, dice, 5, 7, new TrialCurve(List.of(new TrialCurve.Point(part, fold / 10.0))));
            });
        }
        return new FoldRace(trainings, look);
    }

    private static FoldRace.Result run(FoldRace race, int level) {
        Trial trial = Trial.running(3, Configuration.of(Map.of()), Origin.PRIOR, 0, level, 9, null);
        return race.run(trial, Planned.HIPPOCAMPUS.candidate(), 0.5, () -> false);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 3, 1", "3, 0, 1", "3, 1, 2", "3, 2, 3", "3, 3, 3", "5, 3, 4"})
    void thereIsOneMoreFoldAtEachLevel(int most, int level, int folds) {
        assertThat(FoldRace.folds(most, level)).isEqualTo(folds);
        FoldRace.Result result = run(race(most, FoldRace.Look.NEVER), level);
        assertThat(result.folds()).isEqualTo(folds);
        assertThat(trained).hasSize(folds).isSorted();
    }

    /** A case of 0, two of 0.1 and three of 0.2; the curve is that of the first fold, which others can be compared with. */
    @Test
    void foldsAreJoinedCaseByCase() {
        TrialResult joined = run(race(3, FoldRace.Look.NEVER), 2).joined();
        assertThat(joined.caseDice()).hasSize(6);
        assertThat(joined.dice()).isCloseTo(0.8 / 6, within(1e-12));
        assertThat(joined.trainingSeconds()).isEqualTo(15);
        assertThat(joined.iterations()).isEqualTo(21);
        assertThat(joined.curve().points()).containsExactly(new TrialCurve.Point(0.5, 0));
    }

    @Test
    void whoIsBeatenIsSparedTheOtherFolds() {
        List<String> looked = new ArrayList<>();
        FoldRace race = race(4, (trial, scores, done, folds) -> {
            looked.add("trial " + trial.id() + ", " + scores.size() + " cases, " + done + " of " + folds);
            return done == 2 ? Optional.of("beaten") : Optional.empty();
        });
        FoldRace.Result result = run(race, 3);
        assertThat(looked).containsExactly("trial 3, 1 cases, 1 of 4", "trial 3, 3 cases, 2 of 4");
        assertThat(trained).containsExactly(0, 1);
        assertThat(result.beaten()).contains("beaten");
        assertThat(result.folds()).isEqualTo(2);
        assertThat(result.joined().caseDice()).hasSize(3);
        // Nobody looks after the last: what is beaten there has lost anyway.
        looked.clear();
        assertThat(run(race, 1).beaten()).isEmpty();
        assertThat(looked).hasSize(1);
    }
}
