package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.Json;
import org.decathlete.nn.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookkeepingTest {
    private static final TrainingRecipe RECIPE = TrainingRecipe.nnUNet();

    @Test
    void paceFollowsTheBudget() {
        assertThat(Pace.ofCounted(new Budget.Epochs(1000, 250), RECIPE)).isEqualTo(new Pace(250, 50));
        assertThat(Pace.ofCounted(new Budget.Epochs(4, 5), RECIPE)).isEqualTo(new Pace(5, 1));
        assertThat(Pace.ofCounted(new Budget.Iterations(900), RECIPE)).isEqualTo(new Pace(30, 3));
        assertThat(Pace.ofCounted(new Budget.Iterations(12), RECIPE)).isEqualTo(new Pace(10, 1));
        assertThat(Pace.of(new Budget.WallClock(1200), 0.8, RECIPE)).isEqualTo(new Pace(50, 5));
        assertThat(Pace.of(new Budget.WallClock(36000), 0.1, RECIPE)).isEqualTo(new Pace(250, 25));
    }

    @Test
    void rateFallsToZeroOverEveryKindOfBudget() {
        Schedule schedule = Schedule.polynomial(0.9);
        LearningRate epochs = new LearningRate(0.01, schedule, new Budget.Epochs(10, 5));
        assertThat(epochs.at(3, 15, 99)).isEqualTo(epochs.at(3, 19, 999));
        LearningRate iterations = new LearningRate(0.01, schedule, new Budget.Iterations(50));
        assertThat(iterations.at(0, 25, 0)).isEqualTo(0.01 * Math.pow(0.5, 0.9));
        LearningRate seconds = new LearningRate(0.01, schedule, new Budget.WallClock(60));
        assertThat(seconds.at(0, 0, 30)).isEqualTo(0.01 * Math.pow(0.5, 0.9));
        assertThat(seconds.at(0, 0, 61)).isZero();
        assertThat(seconds.at(7, 500, 0)).isEqualTo(0.01);
    }

    @Test
    void regionsAreCountedByMembership() {
        PseudoDice dice = new PseudoDice(2);
        short[] target = {0, 1, 2, 3, 1};
        BitSet both = new BitSet();
        both.set(1, 3);
        dice.addRegion(0, new short[] {1, 1, 1, 1, 0}, target, both, 3);
        assertThat(dice.counts()).isDeepEqualTo(new long[][] {{2, 0}, {1, 0}, {1, 0}});
        assertThat(dice.values()[0]).isEqualTo(4 / 6.0);
        assertThat(dice.values()[1]).isNaN();
        assertThat(dice.mean()).isEqualTo(4 / 6.0);
    }

    @Test
    void anEpochWithoutForegroundLeavesTheScoreAlone() {
        MovingScore score = MovingScore.NONE.with(Double.NaN, 0.9);
        assertThat(score).isEqualTo(new MovingScore(null, null, 1));
        score = score.with(0.5, 0.9).with(Double.NaN, 0.9);
        assertThat(score).isEqualTo(new MovingScore(0.5, 0.5, 1));
    }

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
    void logDropsWhatComesAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        MetricsLog log = MetricsLog.open(file, "abc", TrainingState.initial());
        for (int epoch = 0; epoch < 4; epoch++) {
            log.add(epoch(epoch));
        }
        log.add(new DivergenceEvent("divergence", 1, 35, "the loss is NaN", 20, 0.1));
        Files.writeString(file, "{\"epoch\":4,\"iter", StandardOpenOption.APPEND);
        MetricsLog again = MetricsLog.open(file, "abc", standing(2, 1));
        again.add(epoch(2));
        List<String> lines = Files.readAllLines(file);
        assertThat(Json.mapper().readTree(lines.get(0)).get("format").asString())
                .isEqualTo("decathlete-metrics");
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> Json.mapper().readTree(line).path("epoch").asInt(-1)))
                .containsExactly(0, 1, -1, 2);
        assertThat(Json.mapper().readTree(lines.get(1)).get("pseudo_dice").toString())
                .isEqualTo("[0.5,null]");
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

    private static TrainingState standing(int epoch, int divergences) {
        return new TrainingState(
                0,
                epoch,
                0,
                0,
                null,
                MovingScore.NONE,
                null,
                1,
                divergences,
                null,
                0,
                0,
                0,
                null,
                false,
                null,
                null,
                null);
    }

    private static EpochMetrics epoch(int epoch) {
        return new EpochMetrics(
                epoch,
                epoch * 10L,
                0.5,
                0.4,
                Arrays.asList(0.5, null),
                0.5,
                0.5,
                0.01,
                2,
                3,
                0.1,
                4,
                12,
                false,
                null,
                null);
    }
}
