package org.decathlete.nn.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.decathlete.core.candidate.Schedule;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.nn.train.settings.Budget;
import org.junit.jupiter.api.Test;

class ScheduleTest {
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
}
