package org.decathlete.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.decathlete.search.space.Configuration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrialLogTest {
    private static final Configuration A = Configuration.of(Map.of("x", 0.25, "n", 3, "s", "t"));
    private static final Configuration B = Configuration.of(Map.of("x", 0.5));

    @Test
    void viewsFollowTheTrials() {
        TrialLog log = new TrialLog();
        log.add(Trial.running(0, A, Origin.RANDOM, 0, 0, 1, null));
        log.add(Trial.running(1, B, Origin.PRIOR, 0, 0, 1, null));
        assertThat(log.running()).isEqualTo(2);
        log.end(log.trial(1).ended(Outcome.of("loss", 2)));
        log.end(log.trial(0).ended(Outcome.of("loss", 1)));
        log.add(Trial.running(2, A, Origin.RANDOM, 0, 1, 3, 0));
        assertThat(log.results(0)).extracting(Trial::id).containsExactly(0, 1);
        assertThat(log.results(1)).isEmpty();
        assertThat(log.members(0, 1)).extracting(Trial::id).containsExactly(2);
        assertThat(log.continued(0)).isTrue();
        assertThat(log.continued(1)).isFalse();
        assertThat(log.configurations()).isEqualTo(2);
        assertThat(log.contains(B)).isTrue();
        assertThat(log.spent()).isEqualTo(2);
        log.end(log.trial(2).ended(Outcome.failed(TrialState.TIMEOUT, "an hour")));
        // The third trial added two to the one that it continued.
        assertThat(log.spent()).isEqualTo(4);
        assertThat(log.running()).isZero();
    }

    /** One that continues from 3 towards 9 ends at 4.5, and one towards 4 ends where it began. */
    @Test
    void whatWasStoppedHalfwayIsNoFailureAndSpentHalf() {
        TrialLog log = new TrialLog();
        Outcome stopped = Outcome.failed(TrialState.STOPPED, "hopeless");
        log.add(Trial.running(0, A, Origin.RANDOM, 0, 0, 3, null).ended(Outcome.of("loss", 1)));
        log.add(Trial.running(1, B, Origin.RANDOM, 0, 0, 3, null).ended(stopped));
        assertThat(log.spent()).isEqualTo(3 + 1.5);
        log.add(Trial.running(2, A, Origin.RANDOM, 0, 1, 9, 0).ended(stopped));
        assertThat(log.spent()).isEqualTo(4.5 + 1.5);
        log.add(Trial.running(3, A, Origin.RANDOM, 0, 1, 4, 0).ended(stopped));
        assertThat(log.spent()).isEqualTo(6);
        // What was beaten had been trained up to its budget for the cases that it was scored on.
        log.add(Trial.running(4, A, Origin.RANDOM, 0, 1, 9, 0).ended(stopped.withScores(Map.of("case", 0.5))));
        assertThat(log.spent()).isEqualTo(12);
        assertThat(TrialState.STOPPED.failed()).isFalse();
        assertThat(TrialState.STOPPED.ended()).isTrue();
        assertThat(TrialState.KILLED.failed()).isTrue();
    }

    @Test
    void refusesWhatCannotBe() {
        TrialLog log = new TrialLog();
        assertThatThrownBy(() -> log.add(Trial.running(1, A, Origin.RANDOM, 0, 0, 1, null)))
                .hasMessageContaining("trial 0 is next");
        log.add(Trial.running(0, A, Origin.RANDOM, 0, 0, 1, null));
        assertThatThrownBy(() -> log.add(Trial.running(1, A, Origin.RANDOM, 0, 1, 3, 1)))
                .hasMessageContaining("continues");
        log.end(log.trial(0).ended(Outcome.of("loss", 1)));
        assertThatThrownBy(() -> log.end(log.trial(0).ended(Outcome.of("loss", 2))))
                .hasMessageContaining("once");
        assertThatThrownBy(() -> log.trial(7)).hasMessageContaining("no trial 7");
    }

    @Test
    void figuresThatAreNotFiniteAreAFailure() {
        Outcome outcome = Outcome.of(Map.of("loss", Double.NaN, "hours", 1.0));
        assertThat(outcome.state()).isEqualTo(TrialState.NAN);
        assertThat(outcome.values()).isEmpty();
        assertThat(outcome.message()).contains("NaN");
    }

    @Test
    void limitsDecideWhatFails() {
        Trial trial = Trial.running(0, A, Origin.RANDOM, 0, 0, 1, null);
        Objective loss = Objective.minimize("loss").failingFrom(0.95);
        assertThat(loss.met(trial.ended(Outcome.of("loss", 0.94)))).isTrue();
        assertThat(loss.met(trial.ended(Outcome.of("loss", 0.95)))).isFalse();
        assertThat(loss.met(trial.ended(Outcome.failed(TrialState.CRASHED, ""))))
                .isFalse();
        Objective dice = Objective.maximize("dice").failingFrom(0.05);
        assertThat(dice.met(trial.ended(Outcome.of("dice", 0.06)))).isTrue();
        assertThat(dice.met(trial.ended(Outcome.of("dice", 0.05)))).isFalse();
        assertThat(dice.loss(trial.ended(Outcome.of("dice", 0.25)))).isEqualTo(-0.25);
    }

    @Test
    void trialsSurviveJson() {
        JsonMapper mapper = new JsonMapper();
        Trial trial = Trial.running(3, A, Origin.INCUMBENT, 1, 2, 111.1, 1)
                .ended(Outcome.of("loss", 0.125).withScores(Map.of("case_1", 0.5)));
        String json = mapper.writeValueAsString(trial);
        assertThat(mapper.readValue(json, Trial.class)).isEqualTo(trial);
        Trial running = Trial.running(0, B, Origin.SOBOL, 0, 0, 1, null);
        assertThat(mapper.readValue(mapper.writeValueAsString(running), Trial.class))
                .isEqualTo(running);
    }
}
