package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.nn.RecordingProgress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.log.MetricsLog;
import org.decathlete.nn.train.schedule.LearningRate;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Decisions;
import org.decathlete.nn.train.state.LearntPatch;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.Stopwatch;
import org.decathlete.nn.train.state.TrainingState;
import org.decathlete.nn.train.validation.MovingScore;
import org.decathlete.nn.train.validation.PseudoDice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {
    private static final int PATIENCE = 4;
    private static final Budget COUNTED = new Budget.Epochs(100, 1);

    @TempDir
    Path folder;

    private final RecordingProgress said = new RecordingProgress();
    private final Standing standing = new Standing(new Stopwatch());

    @Test
    void aTrainingEndsWhenItsScoreHasNotRisenForSoLong() {
        assertThat(lastEpoch(COUNTED)).isEqualTo(PATIENCE);
        assertThat(said.lines()).singleElement().asString().contains("has not risen for 4 epochs");
    }

    /** What small patches came to says nothing about what there is to be learnt from larger ones. */
    @Test
    void epochsOfSmallerPatchesDoNotCount() {
        standing.decide(standing.decisions().withPatch(new LearntPatch(List.of(16, 16, 16), 10)));
        assertThat(lastEpoch(COUNTED)).isEqualTo(10 + PATIENCE - 1);
    }

    /** 9,000 quick iterations in 6,000 seconds; those of planned patches take two seconds each. */
    @Test
    void theTailTakesATenthOfTheTimeThatWasTrained() {
        standing.resume(state());
        standing.decide(standing.decisions().withPatch(new LearntPatch(List.of(16, 16, 16), 0)));
        lastEpoch(new Budget.WallClock(10_000));
        assertThat(standing.tailIterations()).isBetween(295, 300);
    }

    @Test
    void withoutGrowthItIsATenthOfTheIterations() {
        standing.resume(state());
        lastEpoch(new Budget.WallClock(10_000));
        assertThat(standing.tailIterations()).isEqualTo(900);
    }

    /** The last step of an epoch whose 50 iterations took 100 seconds. */
    private static TrainingState state() {
        TrainingState none = TrainingState.initial();
        return new TrainingState(
                9000,
                PATIENCE,
                50,
                6000,
                new Pace(50, 5),
                none.score(),
                null,
                1,
                0,
                1.0,
                0,
                0,
                100,
                null,
                false,
                List.of(),
                null,
                Decisions.NONE);
    }

    /** The epoch after which the rate begins to fall, where only the first has risen. */
    private int lastEpoch(Budget budget) {
        RunSettings settings = new RunSettings(
                Device.CPU, Precision.FP32, 1, budget, 1, OptionalInt.of(PATIENCE), false, Optional.empty());
        LearningRate rate = new LearningRate(0.1, Schedule.polynomial(0.9), settings.budget());
        Ending ending = new Ending(settings, rate, said);
        MetricsLog log = MetricsLog.open(folder.resolve("metrics.jsonl"), "candidate", standing.picture());
        int epoch = standing.epoch() - 1;
        while (standing.tail() == null && ++epoch < 100) {
            standing.endEpoch(new MovingScore(0.5, 0.5, epoch), 0.5);
            ending.consider(standing, epoch, new PseudoDice(2), 0.1, log);
        }
        return epoch;
    }
}
