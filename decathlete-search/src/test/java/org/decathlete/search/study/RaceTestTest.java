package org.decathlete.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.schedule.AsynchronousHalving;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.RaceTest.Defeat;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class RaceTestTest {
    private static final RaceTest TEST = new RaceTest();
    private static final Objective LOSS = Objective.minimize("loss");
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("quality", 0, 1));
    private static final Hyperband HYPERBAND = Hyperband.of(1, 27, 3);
    private static final int CASES = 10;

    private static StudySettings settings(long seed) {
        return StudySettings.of(SPACE, HYPERBAND, LOSS)
                .with(new RandomSampler())
                .startingWith(List.of(SPACE.typical()))
                .seeded(seed);
    }

    private static Map<String, Double> scores(double mean, double spread, int fold, SplittableRandom random) {
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            scores.put(fold + "/" + i, mean + spread * (random.nextDouble() - 0.5));
        }
        return scores;
    }

    private static Outcome judged(Map<String, Double> scores) {
        double mean =
                scores.values().stream().mapToDouble(score -> score).average().orElseThrow();
        return Outcome.of(Map.of("loss", 1 - mean)).withScores(scores);
    }

    /** On one more fold at each level. */
    private static Outcome evaluate(StudySettings settings, List<Trial> trials, Trial trial, boolean racing) {
        SplittableRandom random =
                new SplittableRandom(trial.configuration().json().hashCode());
        Map<String, Double> scores = new TreeMap<>();
        int folds = trial.level() + 1;
        for (int fold = 0; fold < folds; fold++) {
            scores.putAll(scores(0.5 * trial.configuration().real("quality"), 0.1, fold, random));
            boolean last = fold + 1 == folds;
            if (racing
                    && !last
                    && TEST.defeat(settings, trials, trial, scores, folds).isPresent()) {
                return Outcome.failed(TrialState.STOPPED, "beaten").withScores(scores);
            }
        }
        return judged(scores);
    }

    private static Study played(StudySettings settings, boolean racing) {
        Study study = new Study(settings);
        for (Optional<Trial> next = study.ask(); next.isPresent(); next = study.ask()) {
            Trial trial = next.get();
            study.tell(trial.id(), evaluate(settings, study.trials(), trial, racing));
        }
        return study;
    }

    @Test
    void savesAndTakesNothingFromThoseThatWouldBeContinued() {
        int beaten = 0;
        int raced = 0;
        for (int seed = 0; seed < 10; seed++) {
            List<Trial> racing = played(settings(seed), true).trials();
            List<Trial> whole = played(settings(seed), false).trials();
            assertThat(racing).hasSameSizeAs(whole);
            for (int id = 0; id < whole.size(); id++) {
                // The same are promoted, in the same order.
                assertThat(racing.get(id).configuration())
                        .isEqualTo(whole.get(id).configuration());
                assertThat(racing.get(id).parent()).isEqualTo(whole.get(id).parent());
            }
            List<Trial> ended = racing.stream().filter(Trial::beaten).toList();
            assertThat(ended).allSatisfy(trial -> {
                assertThat(trial.level()).isBetween(1, 2);
                assertThat(trial.origin()).isNotEqualTo(Origin.GIVEN);
                assertThat(trial.reached()).isEqualTo(trial.budget());
            });
            beaten += ended.size();
            raced += (int) whole.stream()
                    .filter(trial -> List.of(1, 2).contains(trial.level()))
                    .count();
        }
        assertThat(beaten / (double) raced).isBetween(0.2, 0.6);
    }

    @Test
    void aTrialThatIsEvaluatedAgainAfterAKillEndsTheSame() {
        StudySettings settings = settings(3);
        List<Trial> trials = played(settings, true).trials();
        assertThat(trials).anyMatch(Trial::beaten);
        for (int id = 1; id < trials.size(); id++) {
            List<Trial> before = new ArrayList<>(trials.subList(0, id));
            Trial again = new Study(settings, before).ask().orElseThrow();
            before.add(again);
            assertThat(again.ended(evaluate(settings, before, again, true))).isEqualTo(trials.get(id));
        }
    }

    /**
     * Five hundred levels of nine trials on two folds that differ by chance alone: the worst case, since a trial that is behind after the first
     * fold may come back on the second.
     */
    @Test
    void rarelyEndsWhatWouldHaveGoneOn() {
        SplittableRandom random = new SplittableRandom(1);
        int wrong = 0;
        for (int level = 0; level < 500; level++) {
            List<Trial> all = new ArrayList<>();
            List<Trial> raced = new ArrayList<>();
            for (int id = 0; id < 9; id++) {
                Map<String, Double> first = scores(0.5, 1, 0, random);
                Map<String, Double> both = new TreeMap<>(first);
                both.putAll(scores(0.5, 1, 1, random));
                all.add(running(id).ended(judged(both)));
                raced.add(
                        TEST.defeat(settings(0), raced, running(id), first, 2).isPresent() ? beaten(id) : all.get(id));
            }
            wrong += all.stream()
                            .sorted(Comparator.comparingDouble(LOSS::loss))
                            .limit(3)
                            .anyMatch(trial -> raced.get(trial.id()).beaten())
                    ? 1
                    : 0;
        }
        assertThat(wrong / 500.0).isLessThan(0.05);
    }

    private static Trial running(int id) {
        return Trial.running(id, Configuration.of(Map.of("quality", id / 100.0)), Origin.RANDOM, 1, 1, 3, null);
    }

    /** With so many cases of the same score. */
    private static Trial ended(int id, double score, int cases) {
        return running(id).ended(judged(same(score, cases)));
    }

    private static Map<String, Double> same(double score, int cases) {
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < cases; i++) {
            // Of magnitudes that differ.
            scores.put("case " + i, score + i * 1e-4 * score);
        }
        return scores;
    }

    private static Trial beaten(int id) {
        return running(id).ended(Outcome.failed(TrialState.STOPPED, "").withScores(Map.of("case 0", 0.0)));
    }

    /** Nine begin that bracket, three go on and each is looked at once: six comparisons. The last place is the third, with 0.5. */
    @Test
    void comparesWithTheLastPlaceAndCorrectsForTheFamily() {
        List<Trial> trials =
                new ArrayList<>(List.of(ended(0, 0.9, 9), ended(1, 0.5, 9), ended(2, 0.8, 9), ended(3, 0.3, 9)));
        Defeat defeat =
                TEST.defeat(settings(0), trials, running(4), same(0.4, 7), 2).orElseThrow();
        assertThat(defeat.winner().id()).isEqualTo(1);
        assertThat(defeat.cases()).isEqualTo(7);
        assertThat(defeat.difference()).isCloseTo(0.1, within(1e-3));
        assertThat(defeat.comparisons()).isEqualTo(6);
        assertThat(defeat.probability()).isCloseTo(6 / 128.0, within(1e-12));
        // Better than the last place, if not than the first.
        assertThat(TEST.defeat(settings(0), trials, running(4), same(0.6, 7), 2))
                .isEmpty();
        // 6 / 64 is more than 0.05; so is 12 / 128, of three folds.
        assertThat(TEST.defeat(settings(0), trials, running(4), same(0.4, 6), 2))
                .isEmpty();
        assertThat(TEST.defeat(settings(0), trials, running(4), same(0.4, 7), 3))
                .isEmpty();
        // 3 / 64 is not, once three are out of the family; what was stopped halfway was not compared.
        trials.addAll(List.of(beaten(4), beaten(5), running(6).ended(Outcome.failed(TrialState.STOPPED, "halfway"))));
        assertThat(TEST.defeat(settings(0), trials, running(7), same(0.4, 6), 2))
                .isEmpty();
        trials.add(beaten(7));
        assertThat(TEST.defeat(settings(0), trials, running(8), same(0.4, 6), 2)
                        .orElseThrow()
                        .comparisons())
                .isEqualTo(3);
    }

    @Test
    void saysNothingWhereItDoesNotKnow() {
        List<Trial> trials = new ArrayList<>(List.of(ended(0, 0.9, 9), ended(1, 0.9, 9), ended(2, 0.9, 9)));
        Map<String, Double> bad = same(0.1, 9);
        assertThat(TEST.defeat(settings(0), trials, running(3), bad, 2)).isPresent();
        // There are three places: nobody is on the last of them yet, or not before the trial, or it has other cases.
        assertThat(TEST.defeat(settings(0), trials.subList(0, 2), running(3), bad, 2))
                .isEmpty();
        assertThat(TEST.defeat(settings(0), trials, running(2), bad, 2)).isEmpty();
        assertThat(TEST.defeat(settings(0), trials, running(3), Map.of("other", 0.1), 2))
                .isEmpty();
        for (StudySettings other : List.of(
                StudySettings.of(SPACE, HYPERBAND, LOSS, Objective.minimize("cost")),
                StudySettings.of(SPACE, new AsynchronousHalving(Levels.between(1, 27, 3), 30), LOSS),
                StudySettings.of(SPACE, FullBudget.of(30), LOSS),
                settings(0).startingWith(List.of(running(3).configuration())))) {
            assertThat(TEST.defeat(other, trials, running(3), bad, 2)).isEmpty();
        }
        Trial given = Trial.running(3, SPACE.typical(), Origin.GIVEN, Trial.NO_BRACKET, 3, 27, null);
        assertThat(TEST.defeat(settings(0), trials, given, bad, 2)).isEmpty();
        List<Trial> full = new ArrayList<>();
        for (int id = 0; id < 3; id++) {
            full.add(Trial.running(id, running(id).configuration(), Origin.RANDOM, 3, 3, 27, null)
                    .ended(judged(same(0.9, 9))));
        }
        Trial fourth = Trial.running(3, running(3).configuration(), Origin.RANDOM, 3, 3, 27, null);
        assertThat(TEST.defeat(settings(0), full, fourth, bad, 2)).isEmpty();
        assertThatThrownBy(() -> new RaceTest(1)).hasMessageContaining("level 1.0");
    }
}
