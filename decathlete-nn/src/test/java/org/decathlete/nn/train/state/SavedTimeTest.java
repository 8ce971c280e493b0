package org.decathlete.nn.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.convergence.ScoreTrack;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.validation.MovingScore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an early end says that it saved. */
class SavedTimeTest {
    private static final Forecast FORECAST = new Forecast(0.0001, 0.0002, 0.003);
    private static final Budget CLOCK = new Budget.WallClock(10_000);

    /** 9,000 iterations in 6,000 seconds, and a tail of 300 of two seconds each. */
    @Test
    void iterationsOfSmallPatchesAreNotWhatTheRestWouldHaveBeen() {
        EarlyEnd end = EarlyEnd.of(FORECAST, state(new LearntPatch(List.of(16, 16, 16), 20)), CLOCK);
        assertThat(end.savedSeconds()).isCloseTo(3400, within(1e-6));
        assertThat(end.savedIterations()).isEqualTo(1700);
        assertThat(end.savedShare()).isCloseTo(0.34, within(1e-9));
    }

    @Test
    void whereAllIterationsAreAlikeTheyAre() {
        EarlyEnd end = EarlyEnd.of(FORECAST, state(null), CLOCK);
        assertThat(end.savedSeconds()).isCloseTo(3400, within(1e-6));
        assertThat(end.savedIterations()).isEqualTo(Math.round(9300 / 6600.0 * 3400));
        assertThat(EarlyEnd.of(FORECAST, state(null), new Budget.Iterations(20_000))
                        .savedIterations())
                .isEqualTo(10_700);
    }

    private static TrainingState state(@Nullable LearntPatch patch) {
        return new TrainingState(
                9300,
                60,
                0,
                6600,
                new Pace(50, 5),
                MovingScore.NONE,
                null,
                1,
                0,
                1.0,
                0,
                0,
                0,
                new AnnealingTail(9000, 300, 0.01),
                true,
                List.of(),
                null,
                new Decisions(null, null, null, ScoreTrack.NONE, FORECAST, patch));
    }
}
