package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"90s,90", "20m,1200", "1h30m,5400", "2d,172800", "1h5s,3605", "15,900"})
    void readsWhatPeopleWrite(String text, long seconds) {
        assertThat(Durations.seconds("--budget", text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "-5m", "5x", "m", "1m2h", "99999999999999s", "1.5h"})
    void refusesAnythingElseAndNamesTheOption(String text) {
        assertThatThrownBy(() -> Durations.seconds("--budget", text))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("--budget");
    }

    @Test
    void writesShortTimesInSecondsAndLongOnesInHours() {
        assertThat(Durations.text(3.14159)).isEqualTo("3.1 s");
        assertThat(Durations.text(125)).isEqualTo("2 min 05 s");
        assertThat(Durations.text(7260)).isEqualTo("2 h 01 min");
    }
}
