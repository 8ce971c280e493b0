package org.decathlete.nn.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.decathlete.core.candidate.Schedule;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Schedules against PyTorch's and nnU-Net's own. */
class ScheduleGoldenTest {

    @Test
    void polynomialScheduleOverEpochs() {
        JsonNode runs = Golden.json(Golden.file("optim", "polylr.json"));
        int ran = 0;
        for (JsonNode run : runs) {
            int epochs = run.get("max_steps").asInt();
            LearningRate rate = new LearningRate(
                    run.get("initial_lr").asDouble(),
                    Schedule.polynomial(run.get("exponent").asDouble()),
                    new Budget.Epochs(epochs, 250));
            JsonNode expected = run.get("lr_per_epoch");
            for (int epoch = 0; epoch < expected.size(); epoch++) {
                double value = expected.get(epoch).asDouble();
                assertThat(rate.at(epoch, epoch * 250L, 0)).isCloseTo(value, within(1e-12 * value));
            }
            ran++;
        }
        Golden.report("optim/polylr", ran, runs.size());
    }

    @Test
    void otherSchedules() {
        JsonNode runs = Golden.json(Golden.file("optim", "other_schedules.json"));
        int ran = 0;
        for (JsonNode run : runs) {
            JsonNode expected = run.get("lr_used_in_epoch");
            for (int epoch = 0; epoch < expected.size(); epoch++) {
                double value = expected.get(epoch).asDouble();
                double rate = run.get("initial_lr").asDouble() * schedule(run).factor(epoch, whole(run));
                assertThat(rate).as("%s epoch %d", run.get("kind"), epoch).isCloseTo(value, within(1e-12 * value));
            }
            ran++;
        }
        Golden.report("optim/other_schedules", ran, runs.size());
    }

    private static Schedule schedule(JsonNode run) {
        return run.has("warmup_steps")
                ? Schedule.cosine(
                        run.get("warmup_steps").asDouble() / whole(run),
                        run.get("warmup_multiplier").asDouble())
                : Schedule.polynomial(run.get("power").asDouble());
    }

    private static double whole(JsonNode run) {
        return run.has("t_total")
                ? run.get("t_total").asDouble()
                : run.get("total_iters").asDouble();
    }
}
