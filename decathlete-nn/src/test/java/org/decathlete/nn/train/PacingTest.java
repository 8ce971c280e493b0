package org.decathlete.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.schedule.Pace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.Standing;
import org.decathlete.nn.train.state.Stopwatch;
import org.junit.jupiter.api.Test;

class PacingTest {
    private final List<String> said = new ArrayList<>();
    private final Standing standing = new Standing(new Stopwatch());

    @Test
    void anEpochIsMeasuredAgainWhereStepsChange() {
        Pacing pacing = pacing(new Budget.WallClock(600));
        assertThat(pacing.measures()).isTrue();
        take(pacing, 8, 0.1, false);
        assertThat(pacing.measures()).isFalse();
        assertThat(standing.pace()).isEqualTo(new Pace(200, 20));
        take(pacing, 8, 0.5, false);
        assertThat(standing.pace()).isEqualTo(new Pace(200, 20));

        pacing.stepsChange();
        assertThat(pacing.measures()).isTrue();
        take(pacing, 8, 0.5, true);
        assertThat(standing.pace()).isEqualTo(new Pace(40, 4));
        assertThat(said)
                .containsExactly(
                        "training: 0.100 s per iteration; an epoch is 200 iterations and 20 validation batches",
                        "training: 0.500 s per iteration; an epoch is 40 iterations and 4 validation batches",
                        "training: the full schedule of 1000 epochs of 250 iterations would take 34.7 hours here");
    }

    @Test
    void whatWasMeasuredBeforeAFailureDoesNotCount() {
        Pacing pacing = pacing(new Budget.WallClock(600));
        take(pacing, 7, 0.1, true);
        pacing.forgetSteps();
        take(pacing, 7, 0.5, true);
        assertThat(pacing.measures()).isTrue();
        take(pacing, 1, 0.5, true);
        assertThat(standing.pace()).isEqualTo(new Pace(40, 4));
    }

    @Test
    void countedStepsAreDividedAtOnceAndForGood() {
        Pacing pacing = pacing(new Budget.Epochs(3, 50));
        pacing.begin();
        assertThat(standing.pace()).isEqualTo(new Pace(50, 10));
        pacing.stepsChange();
        assertThat(standing.pace()).isEqualTo(new Pace(50, 10));
        assertThat(said).isEmpty();
    }

    private static void take(Pacing pacing, int steps, double seconds, boolean planned) {
        for (int i = 0; i < steps; i++) {
            pacing.stepTook(seconds, planned);
        }
    }

    private Pacing pacing(Budget budget) {
        RunSettings settings = new RunSettings(Device.CPU, Precision.FP32, 1, budget, 1);
        return new Pacing(settings, TrainingRecipe.nnUNet(), standing, saying());
    }

    private Progress saying() {
        return new Progress() {
            @Override
            public Stage start(String name, long total) {
                return Progress.silent().start(name, total);
            }

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
    }
}
