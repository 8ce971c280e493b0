package org.decathlete.search.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.schedule.AsynchronousHalving;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class HalfwayTestTest {
    private static final HalfwayTest TEST = new HalfwayTest("half", "end");
    private static final Objective LOSS = Objective.minimize("loss");
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.real("best", 0, 1), Parameter.real("speed", 0.05, 1).log());
    private static final Hyperband HYPERBAND = Hyperband.of(1, 27, 3);

    private static StudySettings settings(long seed) {
        return StudySettings.of(SPACE, HYPERBAND, LOSS)
                .with(new RandomSampler())
                .startingWith(List.of(SPACE.typical()))
                .seeded(seed);
    }

    /** Rises towards its best, faster or slower. */
    private static double score(Configuration configuration, double budget) {
        return configuration.real("best") * (1 - Math.exp(-budget * configuration.real("speed")));
    }

    private static Outcome whole(Trial trial) {
        double end = score(trial.configuration(), trial.budget());
        return Outcome.of(
                Map.of("loss", 1 - end, "half", score(trial.configuration(), trial.budget() / 2), "end", end));
    }

    private static Outcome evaluate(StudySettings settings, List<Trial> trials, Trial trial) {
        OptionalDouble least = TEST.least(settings, trials, trial);
        return least.isPresent() && score(trial.configuration(), trial.budget() / 2) < least.getAsDouble()
                ? Outcome.failed(TrialState.STOPPED, "hopeless")
                : whole(trial);
    }

    private static Study played(StudySettings settings, boolean stopping) {
        Study study = new Study(settings);
        for (Optional<Trial> next = study.ask(); next.isPresent(); next = study.ask()) {
            Trial trial = next.get();
            study.tell(trial.id(), stopping ? evaluate(settings, study.trials(), trial) : whole(trial));
        }
        return study;
    }

    @Test
    void savesAndTakesNothingFromThoseThatWouldBeContinued() {
        int stopped = 0;
        int trials = 0;
        for (int seed = 0; seed < 10; seed++) {
            List<Trial> saving = played(settings(seed), true).trials();
            List<Trial> whole = played(settings(seed), false).trials();
            assertThat(saving).hasSameSizeAs(whole);
            for (int id = 0; id < whole.size(); id++) {
                // The same are promoted, in the same order.
                assertThat(saving.get(id).configuration())
                        .isEqualTo(whole.get(id).configuration());
                assertThat(saving.get(id).parent()).isEqualTo(whole.get(id).parent());
            }
            List<Trial> ended = saving.stream()
                    .filter(trial -> trial.state() == TrialState.STOPPED)
                    .toList();
            assertThat(ended)
                    .allSatisfy(trial -> assertThat(trial.id()).isPositive())
                    .allSatisfy(trial -> assertThat(trial.level()).isLessThan(3));
            stopped += ended.size();
            trials += 27 + 9;
        }
        // Of those that begin the first two brackets: rare enough to be careful, often enough to be worth it.
        assertThat(stopped / (double) trials).isBetween(0.1, 0.5);
    }

    @Test
    void aTrialThatIsEvaluatedAgainAfterAKillEndsTheSame() {
        StudySettings settings = settings(3);
        List<Trial> trials = played(settings, true).trials();
        for (int id = 1; id < trials.size(); id++) {
            List<Trial> before = new ArrayList<>(trials.subList(0, id));
            Trial again = new Study(settings, before).ask().orElseThrow();
            before.add(again);
            assertThat(again.ended(evaluate(settings, before, again))).isEqualTo(trials.get(id));
        }
    }

    private static Trial ended(int id, double half, double end) {
        return running(id).ended(Outcome.of(Map.of("loss", 1 - end, "half", half, "end", end)));
    }

    private static Trial running(int id) {
        return Trial.running(id, SPACE.typical(), Origin.RANDOM, 1, 1, 3, null);
    }

    /** Nine begin that bracket and three go on: at 0.5, 0.6 and 0.7. The largest gain is 0.2. */
    @Test
    void whatIsNeededIsTheLastPlaceLessTheLargestGain() {
        List<Trial> trials = new ArrayList<>(List.of(
                ended(0, 0.45, 0.5), ended(1, 0.55, 0.6), ended(2, 0.65, 0.7), ended(3, 0.1, 0.3), ended(4, 0.4, 0.4)));
        assertThat(TEST.least(settings(0), trials, running(5)).orElseThrow()).isCloseTo(0.3, within(1e-12));
        // Whoever was asked for later does not count, nor what failed.
        trials.add(running(5));
        trials.add(ended(6, 0.9, 0.9));
        assertThat(TEST.least(settings(0), trials, running(5)).orElseThrow()).isCloseTo(0.3, within(1e-12));
        trials.set(4, running(4).ended(Outcome.failed(TrialState.NAN, "")));
        assertThat(TEST.least(settings(0), trials, running(5))).isEmpty();
    }

    @Test
    void saysNothingWhereItDoesNotKnow() {
        List<Trial> trials = List.of(
                ended(0, 0.4, 0.5), ended(1, 0.4, 0.5), ended(2, 0.4, 0.5), ended(3, 0.4, 0.5), ended(4, 0.4, 0.5));
        assertThat(TEST.least(settings(0), trials, running(5))).isPresent();
        for (StudySettings other : List.of(
                StudySettings.of(SPACE, HYPERBAND, LOSS, Objective.minimize("end")),
                StudySettings.of(SPACE, new AsynchronousHalving(Levels.between(1, 27, 3), 30), LOSS),
                StudySettings.of(SPACE, FullBudget.of(30), LOSS))) {
            assertThat(TEST.least(other, trials, running(5))).isEmpty();
        }
        Trial given = Trial.running(5, SPACE.typical(), Origin.GIVEN, Trial.NO_BRACKET, 3, 27, null);
        assertThat(TEST.least(settings(0), trials, given)).isEmpty();
        Trial full = Trial.running(5, SPACE.typical(), Origin.RANDOM, 0, 3, 27, 4);
        assertThat(TEST.least(settings(0), trials, full)).isEmpty();
    }
}
