package org.decathlete.app.finals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDivisionTest {
    private static final double HOUR = 3600;

    private static double needed(RunDivision division) {
        return division.spent()
                + division.reserved()
                + division.search()
                + division.finals() * (division.each() + division.judging());
    }

    @Test
    void halfIsSearchedAndHalfIsForFinalsOfWhichTheDefaultIsOne() {
        RunDivision division = RunDivision.of(3 * HOUR, 120, 50, 60);
        assertThat(division.finals()).isEqualTo(3);
        assertThat(needed(division)).isBetween(3 * HOUR - 2, 3 * HOUR);
        assertThat(division.search()).isCloseTo(3 * (division.each() + 50), within(4.0));
        assertThat(division.each()).isBetween(28 * 60.0, 29.5 * 60);
        assertThat(division.text())
                .contains("180 min in all", "up to 2 finals", "88 min are searched", "trained for 29 min now");
    }

    @Test
    void longerRunsTrainWithSeveralSeeds() {
        assertThat(RunDivision.of(7.9 * HOUR, 0, 50, 60).finals()).isEqualTo(3);
        assertThat(RunDivision.of(8 * HOUR, 0, 50, 60).finals()).isEqualTo(6);
        RunDivision day = RunDivision.of(24 * HOUR, 600, 50, 60);
        assertThat(day.finals()).isEqualTo(9);
        assertThat(needed(day)).isLessThanOrEqualTo(24 * HOUR);
    }

    @Test
    void tooLittleTimeIsRefusedWithWhatWouldDo() {
        assertThatThrownBy(() -> RunDivision.of(600, 30, 60, 60))
                .isInstanceOfSatisfying(DecathleteException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
                    Matcher matcher = Pattern.compile("give at least (\\d+) s, or --search off")
                            .matcher(String.valueOf(e.getMessage()));
                    assertThat(matcher.find()).isTrue();
                    double enough = Double.parseDouble(matcher.group(1));
                    assertThat(RunDivision.of(enough, 30, 60, 60).each()).isBetween(60.0, 63.0);
                });
    }

    @Test
    void onlyFinalsThatFitAreTrained() {
        RunDivision division = RunDivision.of(8 * HOUR, 0, 50, 60);
        double one = division.each() + 50;
        double[] equal = {50, 50, 50, 50, 50, 50, 50};
        assertThat(division.affordable(division.reserved() + 10 * one, equal)).isEqualTo(5);
        assertThat(division.affordable(division.reserved() + 2 * one + 1, equal))
                .isEqualTo(2);
        assertThat(division.affordable(division.reserved() + 2 * one - 1, equal))
                .isEqualTo(1);
        assertThat(division.affordable(division.reserved() + 2 * one + 1, new double[] {50, 500, 50}))
                .isEqualTo(1);
        assertThat(division.affordable(0, equal)).isZero();
        assertThat(division.affordable(1e6, new double[0])).isZero();
    }

    @Test
    void judgingTakesAsLongAsItDid() {
        RunDivision division = RunDivision.of(3 * HOUR, 0, 50, 60);
        assertThat(division.judgedIn(80)).isEqualTo(80);
        assertThat(division.judgedIn(20)).isEqualTo(50);
        assertThat(division.judgedIn(Double.NaN)).isEqualTo(50);
    }

    @Test
    void isKept(@TempDir Path folder) {
        assertThat(RunDivision.find(folder)).isEmpty();
        RunDivision division =
                RunDivision.of(3 * HOUR, 120.5, 50.25, 60).joining(true).written(folder);
        assertThat(RunDivision.find(folder)).contains(division);
    }
}
