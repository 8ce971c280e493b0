package org.decathlete.nn.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.decathlete.core.run.Json;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.convergence.Forecast;
import org.decathlete.nn.train.convergence.ScorePoint;
import org.decathlete.nn.train.convergence.ScoreTrack;
import org.decathlete.nn.train.precision.LossScale;
import org.decathlete.nn.train.precision.PrecisionFinding;
import org.decathlete.nn.train.schedule.AnnealingTail;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.step.StepOutcome;
import org.decathlete.nn.train.validation.MovingScore;
import org.decathlete.nn.train.validation.ValidationProgress;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

    @Test
    void divergenceIsNoticedAndHealthyNoiseIsNot() {
        DivergenceWatch watch = new DivergenceWatch(Double.NaN, List.of());
        for (int i = 0; i < 100; i++) {
            assertThat(watch.check(i, 1.2 - i / 50.0 + (i % 7 == 0 ? 1.5 : 0), 3))
                    .isEmpty();
        }
        assertThat(watch.firstLoss()).isEqualTo(2.7);
        assertThat(watch.check(100, Double.NaN, 3).orElseThrow())
                .contains("NaN")
                .contains("100");
        assertThat(watch.check(101, 0.5, Double.POSITIVE_INFINITY).orElseThrow())
                .contains("gradient");
        assertThat(watch.check(102, 1e4, 3)).isPresent();
        DivergenceWatch creeping = new DivergenceWatch(1, List.of());
        int noticed = -1;
        for (int i = 0; i < 40 && noticed < 0; i++) {
            noticed = creeping.check(i, i, 3).isPresent() ? i : -1;
        }
        assertThat(noticed).isBetween(10, 16);
    }

    @Test
    void aWatchThatIsTakenUpNoticesWhenOneLeftAloneDoes() throws Divergence {
        Standing alone = new Standing(new Stopwatch());
        for (int i = 0; i < 9; i++) {
            alone.learned(new StepOutcome(i, i == 0 ? 1 : 12, 3, false));
        }
        String json = Json.mapper().writeValueAsString(alone.picture());
        Standing resumed = new Standing(new Stopwatch());
        resumed.resume(Json.mapper().readValue(json, TrainingState.class));
        StepOutcome tenth = new StepOutcome(9, 12, 3, false);
        assertThatThrownBy(() -> alone.learned(tenth)).isInstanceOf(Divergence.class);
        assertThatThrownBy(() -> resumed.learned(tenth)).isInstanceOf(Divergence.class);
        TrainingState lowered = resumed.picture().afterDivergence(0.1, 1, 5);
        assertThat(lowered.recentLosses())
                .as("a lower rate gets its own chance")
                .isEmpty();
    }

    @Test
    void stateSurvivesJson() {
        TrainingState state = new TrainingState(
                35,
                3,
                5,
                12.25,
                new Pace(10, 1),
                new MovingScore(0.1, 0.2, 1),
                0.3,
                0.1,
                1,
                1.5,
                0.1 + 0.2,
                7,
                3.5,
                new AnnealingTail(30, 4, 0.01),
                false,
                List.of(1.25, 0.1 + 0.2),
                new ValidationProgress(3, 0.1 + 0.2, List.of(List.of(1L), List.of(2L), List.of(3L))),
                new Decisions(
                        new PrecisionFinding(Precision.BF16, Precision.FP32, 0.1, null, 1.5),
                        new LossScale(1024, 3, 2),
                        new PassLimit(2, 1),
                        new ScoreTrack(List.of(new ScorePoint(3, 0.1 + 0.2, 0.1)), 2.5),
                        new Forecast(0.0001, 0.0002, 0.003),
                        new LearntPatch(List.of(8, 12, 12), 2)));
        String json = Json.mapper().writeValueAsString(state);
        assertThat(Json.mapper().readValue(json, TrainingState.class)).isEqualTo(state);
        String start = Json.mapper().writeValueAsString(TrainingState.initial());
        assertThat(Json.mapper().readValue(start, TrainingState.class)).isEqualTo(TrainingState.initial());
        for (Budget budget : List.of(new Budget.Epochs(3, 4), new Budget.Iterations(5), new Budget.WallClock(2.5))) {
            String text = Json.mapper().writeValueAsString(budget);
            assertThat(Json.mapper().readValue(text, Budget.class)).isEqualTo(budget);
        }
    }
}
