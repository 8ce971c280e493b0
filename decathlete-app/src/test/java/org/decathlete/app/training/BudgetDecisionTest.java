package org.decathlete.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.train.settings.Budget;
import org.junit.jupiter.api.Test;

class BudgetDecisionTest {
    private static final RunRequest.Engine ENGINE = new RunRequest.Engine("cpu", "fp32", 2, 0);

    private static BudgetDecision decision(RunRequest.Schedule schedule) {
        return new BudgetDecision(schedule, TrainingRecipe.nnUNet(), false);
    }

    private static BudgetDecision seconds(double budget) {
        return decision(new RunRequest.Schedule(OptionalDouble.of(budget), OptionalInt.empty(), OptionalInt.empty()));
    }

    @Test
    void trainingGetsWhatIsLeft() {
        RunPlan plan = seconds(1200).plan(ENGINE, 30, 1, () -> 70, Progress.silent());
        assertThat(plan.training()).isEqualTo(new Budget.WallClock(1100));
        assertThat(plan.reservedSeconds()).isEqualTo(70);
    }

    @Test
    void foldsShareTheBudget() {
        RunPlan plan = seconds(1000).plan(ENGINE, 0, 0.2, () -> 50, Progress.silent());
        assertThat(plan.training()).isEqualTo(new Budget.WallClock(150));
    }

    @Test
    void aBudgetThatLeavesNothingIsRefusedWithTheLeastThatWouldDo() {
        assertThatThrownBy(() -> seconds(60).plan(ENGINE, 30, 1, () -> 20, Progress.silent()))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("at least 70 s");
    }

    @Test
    void epochsAndIterationsNeedNoMeasuring() {
        RunRequest.Schedule schedule =
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.of(3), OptionalInt.of(7));
        RunPlan plan = decision(schedule).plan(ENGINE, 0, 1, BudgetDecisionTest::fail, Progress.silent());
        assertThat(plan.training()).isEqualTo(new Budget.Epochs(3, 7));
    }

    @Test
    void theAcceleratedRecipeEndsEarlyUnlessTheUserFixedItsLength() {
        RunRequest.Schedule minutes =
                new RunRequest.Schedule(OptionalDouble.of(600), OptionalInt.empty(), OptionalInt.empty());
        RunRequest.Schedule counted =
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.of(3), OptionalInt.of(7));
        TrainingRecipe accelerated = TrainingRecipe.accelerated();
        assertThat(new BudgetDecision(minutes, accelerated, false).endsEarly()).isTrue();
        assertThat(new BudgetDecision(minutes, accelerated.withLearningRate(0.004), false).endsEarly())
                .isTrue();
        assertThat(new BudgetDecision(RunRequest.Schedule.UNSTATED, accelerated, true).endsEarly())
                .isTrue();
        assertThat(new BudgetDecision(counted, accelerated, false).endsEarly()).isFalse();
        assertThat(new BudgetDecision(minutes, TrainingRecipe.nnUNet(), false).endsEarly())
                .isFalse();
        RunRequest.Schedule never =
                new RunRequest.Schedule(OptionalDouble.of(600), OptionalInt.empty(), OptionalInt.empty(), EndEarly.OFF);
        BudgetDecision off = new BudgetDecision(never, accelerated, false);
        assertThat(off.endsEarly()).isFalse();
        RunPlan plan = new BudgetDecision(minutes, accelerated, false).plan(ENGINE, 0, 1, () -> 0, Progress.silent());
        assertThat(plan.endsEarly()).isTrue();
        assertThat(plan.asked()).isNotEqualTo(off.asked());
        RunRequest.Schedule always =
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(9), EndEarly.ON);
        assertThat(new BudgetDecision(always, TrainingRecipe.nnUNet(), false).endsEarly())
                .isTrue();
    }

    @Test
    void anotherRequestIsAnotherTraining() {
        RunPlan decided = seconds(1200).plan(ENGINE, 0, 1, () -> 0, Progress.silent());
        assertThat(decided.continues(seconds(1200).asked(), "data", ENGINE)).isFalse();
        RunPlan plan = decided.of(seconds(1200).asked(), "data");
        assertThat(plan.continues(seconds(1200).asked(), "data", ENGINE)).isTrue();
        assertThat(plan.continues(seconds(1200).asked(), "edited", ENGINE)).isFalse();
        assertThat(plan.continues(seconds(2400).asked(), "data", ENGINE)).isFalse();
        assertThat(plan.continues(seconds(1200).asked(), "data", new RunRequest.Engine("cpu", "fp32", 2, 1)))
                .isFalse();
        assertThat(plan.continues(seconds(1200).asked(), "data", new RunRequest.Engine("cpu", "fp32", 2, 0, "device")))
                .isFalse();
    }

    @Test
    void aPlanOfBeforeThereWasAChoiceOfPlaceGoesOn() {
        String earlier = "{\"device\":\"cpu\",\"precision\":\"fp32\",\"threads\":2,\"seed\":0}";
        assertThat(Json.mapper().readValue(earlier, RunRequest.Engine.class)).isEqualTo(ENGINE);
    }

    private static double fail() {
        throw new AssertionError("nothing is to be measured");
    }
}
