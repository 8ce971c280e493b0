package org.decathlete.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.nn.train.settings.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialCurveTest {
    private static TrialCurve curve(double... scores) {
        List<TrialCurve.Point> points = new ArrayList<>();
        for (double score : scores) {
            points.add(new TrialCurve.Point((points.size() + 1.0) / scores.length, score));
        }
        return new TrialCurve(points);
    }

    @Test
    void aScoreIsTheMeanOfTheLastThird() {
        TrialCurve curve = curve(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        assertThat(curve.score(0.01)).hasValue(0.1);
        assertThat(curve.score(0.5)).hasValue(0.3);
        // At the first end of an epoch by which so much is used up.
        assertThat(curve.score(0.51).orElseThrow()).isCloseTo((0.3 + 0.4) / 2, within(1e-12));
        assertThat(curve.score(1).orElseThrow()).isCloseTo((0.5 + 0.6) / 2, within(1e-12));
        assertThat(curve.score(2)).isEqualTo(curve.score(1));
        assertThat(curve().score(1)).isEmpty();
    }

    @Test
    void isHalfwayOnlyWhereAnEpochEndsAboutThere() {
        assertThat(curve(0.5).halfway(1)).isEmpty();
        assertThat(curve(0.2, 0.5).halfway(1)).hasValue(0.2);
        assertThat(curve(0.2, 0.5).halfway(0.5)).isEmpty();
        assertThat(curve(0.2, 0.5, 0.6).halfway(1)).hasValue(0.5);
        // By the clock, where the first epoch alone takes four fifths.
        assertThat(new TrialCurve(List.of(new TrialCurve.Point(0.8, 0.3), new TrialCurve.Point(1, 0.4))).halfway(1))
                .isEmpty();
        // The half is to come.
        assertThat(new TrialCurve(List.of(new TrialCurve.Point(0.4, 0.3))).halfway(1))
                .isEmpty();
        assertThat(curve().halfway(1)).isEmpty();
        // Whatever a ninth is as a binary fraction.
        double[] eighteen = new double[18];
        eighteen[0] = 0.25;
        eighteen[1] = 0.75;
        assertThat(curve(eighteen).halfway(1 / 9.0 + 1e-15)).hasValue(0.25);
    }

    @Test
    void leavesTheBackgroundForGood() {
        assertThat(curve(0, 0, 0.5, 0.1, 0.45, 0.7, 0.8, 0.8).halfOfEnd()).hasValue(5 / 8.0);
        assertThat(curve(0.7, 0.8).halfOfEnd()).hasValue(0.5);
        assertThat(curve(0, 0, 0.6).halfOfEnd()).hasValue(1);
        assertThat(curve(0, 0, 0).halfOfEnd()).isEmpty();
        assertThat(curve().halfOfEnd()).isEmpty();
    }

    @Test
    void readsTheLogOfATraining(@TempDir Path folder) throws IOException {
        Path metrics = folder.resolve("metrics.jsonl");
        assertThat(TrialCurve.read(metrics, new Budget.Epochs(4, 2)).points()).isEmpty();
        Files.writeString(metrics, """
            {"format":"decathlete-metrics","version":1,"candidate":"x"}
            {"epoch":0,"iteration":2,"train_loss":1.0,"mean_pseudo_dice":null,"active_seconds":3.0}
            {"epoch":1,"iteration":4,"train_loss":0.5,"mean_pseudo_dice":0.25,"active_seconds":6.0}
            """);
        assertThat(TrialCurve.read(metrics, new Budget.Epochs(4, 2)).points())
                .containsExactly(new TrialCurve.Point(0.5, 0.25));
        assertThat(TrialCurve.read(metrics, new Budget.WallClock(12)).points())
                .containsExactly(new TrialCurve.Point(0.5, 0.25));
        assertThat(TrialCurve.read(metrics, new Budget.Iterations(16)).points())
                .containsExactly(new TrialCurve.Point(0.25, 0.25));
    }
}
