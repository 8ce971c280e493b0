package org.decathlete.app.finals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.training.EndEarly;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.junit.jupiter.api.Test;

class RunSearchTest {
    private static final RunRequest.Schedule COUNTED =
            new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.of(10), OptionalInt.empty());

    private static RunRequest.Schedule minutes(int minutes) {
        return new RunRequest.Schedule(OptionalDouble.of(60.0 * minutes), OptionalInt.empty(), OptionalInt.empty());
    }

    @Test
    void searchesByItselfFromTwoHoursOn() {
        assertThat(RunSearch.AUTO.wanted(minutes(20))).isFalse();
        assertThat(RunSearch.AUTO.wanted(minutes(119))).isFalse();
        assertThat(RunSearch.AUTO.wanted(minutes(120))).isTrue();
        assertThat(RunSearch.AUTO.wanted(COUNTED)).isFalse();
        assertThat(RunSearch.AUTO.wanted(RunRequest.Schedule.UNSTATED)).isFalse();
        assertThat(RunSearch.OFF.wanted(minutes(1000))).isFalse();
        assertThat(RunSearch.OFF.wanted(COUNTED)).isFalse();
    }

    @Test
    void whoAsksForASearchGetsOneOfAnyLengthThatIsByTheClock() {
        RunSearch asked = RunSearch.parse("hpo-hnas");
        assertThat(asked).isEqualTo(new RunSearch(Optional.of(SpaceKind.HPO_HNAS), false));
        assertThat(asked.wanted(minutes(20))).isTrue();
        assertThatThrownBy(() -> asked.wanted(COUNTED))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("--search hpo-hnas")
                .hasMessageContaining("--budget");
    }

    @Test
    void finalsDoNotEndEarly() {
        RunRequest.Schedule ending =
                new RunRequest.Schedule(OptionalDouble.of(9000), OptionalInt.empty(), OptionalInt.empty(), EndEarly.ON);
        assertThat(RunSearch.AUTO.wanted(ending)).isFalse();
        assertThat(RunSearch.OFF.wanted(ending)).isFalse();
        assertThatThrownBy(() -> RunSearch.parse("hpo").wanted(ending))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("--end-early on");
    }

    @Test
    void knowsItsWords() {
        assertThat(RunSearch.parse("auto")).isEqualTo(RunSearch.AUTO);
        assertThat(RunSearch.parse("off")).isEqualTo(RunSearch.OFF);
        assertThatThrownBy(() -> RunSearch.parse("on"))
                .hasMessageContaining("--search on: expected auto, off, hpo, hpo-nas or hpo-hnas");
    }
}
