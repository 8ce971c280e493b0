package org.decathlete.search.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.study.Study;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InformedHyperbandTest {
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.real("x", 0, 1));
    private static final InformedHyperband SCHEDULER = new InformedHyperband(Hyperband.of(1, 27, 3), "tells from");
    private static final StudySettings SETTINGS =
            StudySettings.of(SPACE, SCHEDULER, Objective.minimize("loss")).startingWith(List.of(SPACE.typical()));

    private static Outcome telling(double from) {
        return Outcome.of(Map.of("loss", 0.1, "tells from", from));
    }

    private static Outcome evaluate(Trial trial) {
        return Outcome.of("loss", trial.configuration().real("x") + 1 / trial.budget());
    }

    private static List<Trial> played(Outcome standard) {
        Study study = new Study(SETTINGS);
        for (Optional<Trial> trial = study.ask(); trial.isPresent(); trial = study.ask()) {
            study.tell(trial.get().id(), trial.get().id() == 0 ? standard : evaluate(trial.get()));
        }
        assertThat(study.finished()).isTrue();
        return study.trials();
    }

    /** Brackets of 27-9-3-1, 9-3-1, 6-2 and 4 trials. */
    @ParameterizedTest
    @CsvSource({"0.2, 1, 66", "1, 1, 66", "1.1, 3, 26", "3.0000000001, 3, 26", "8, 9, 13", "10, 27, 5", "1000, 27, 5"})
    void beginsWhereTheDefaultsResultsTell(double from, double lowest, int trials) {
        List<Trial> played = played(telling(from));
        assertThat(played).hasSize(trials);
        assertThat(played.stream().mapToDouble(Trial::budget).min()).hasValue(lowest);
        assertThat(played.get(1).budget()).isEqualTo(lowest);
    }

    @Test
    void leavesNothingOutWithoutThatFigure() {
        assertThat(played(Outcome.of("loss", 1))).hasSize(66);
        assertThat(played(Outcome.failed(TrialState.CRASHED, ""))).hasSize(66);
    }

    @Test
    void whatHasBegunBeforeTheDefaultEndedGoesOn() {
        Study study = new Study(SETTINGS);
        Trial standard = study.ask().orElseThrow();
        Trial early = study.ask().orElseThrow();
        assertThat(early.budget()).isEqualTo(1);
        study.tell(standard.id(), telling(20));
        study.tell(early.id(), evaluate(early));
        for (Optional<Trial> trial = study.ask(); trial.isPresent(); trial = study.ask()) {
            study.tell(trial.get().id(), evaluate(trial.get()));
        }
        // The first bracket with 40 trials, and the last with 4; none of those between.
        assertThat(study.trials()).hasSize(1 + 40 + 4);
        assertThat(study.trials().stream().map(Trial::bracket).distinct()).containsExactly(Trial.NO_BRACKET, 0, 3);
    }

    @Test
    void goesOnFromItsTrials() {
        Properties.forAll(1, 20, random -> {
            Study study = new Study(SETTINGS);
            List<Trial> running = new ArrayList<>();
            // The whole study has 26.
            int most = random.nextInt(25);
            while (study.trials().size() < most) {
                study.ask().ifPresent(running::add);
                if (random.nextBoolean() && !running.isEmpty()) {
                    Trial trial = running.remove(random.nextInt(running.size()));
                    study.tell(trial.id(), trial.id() == 0 ? telling(3) : evaluate(trial));
                }
            }
            Study resumed = new Study(SETTINGS, study.trials());
            for (int i = 0; i < 3; i++) {
                assertThat(resumed.ask()).isEqualTo(study.ask());
            }
        });
    }
}
