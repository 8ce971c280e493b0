package org.decathlete.nn.train.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.dataset.Labels;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pseudo-Dice and its moving average against nnU-Net's own. */
class PseudoDiceGoldenTest {

    /** An epoch without any class (NaN) is where we part: see {@link MovingScore}. */
    @Test
    void movingAverageOfThePseudoDice() {
        JsonNode golden = Golden.json(Golden.file("optim", "ema_pseudo_dice.json"));
        JsonNode best = golden.get("epochs_with_new_best");
        MovingScore score = MovingScore.NONE;
        int bests = 0;
        boolean lost = false;
        int ran = 0;
        for (JsonNode epoch : golden.get("epochs")) {
            PseudoDice dice = new PseudoDice(epoch.get("tp_sum").size());
            for (int c = 0; c < epoch.get("tp_sum").size(); c++) {
                dice.add(c, count(epoch, "tp_sum", c), count(epoch, "fp_sum", c), count(epoch, "fn_sum", c));
                double expected = Golden.number(epoch.get("dice_per_class").get(c));
                if (Double.isNaN(expected)) {
                    assertThat(dice.values()[c]).isNaN();
                } else {
                    assertThat(dice.values()[c]).isCloseTo(expected, within(1e-12));
                }
            }
            double mean = Golden.number(epoch.get("mean_fg_dice"));
            double average = Golden.number(epoch.get("ema_fg_dice"));
            MovingScore next = score.with(dice.mean(), 0.9);
            if (Double.isNaN(mean)) {
                assertThat(dice.mean()).isNaN();
            } else {
                assertThat(dice.mean()).isCloseTo(mean, within(1e-12));
            }
            lost |= Double.isNaN(mean);
            if (lost) {
                assertThat(average).as("nnU-Net's average never recovers").isNaN();
                assertThat(next.average()).isNotNaN();
            } else {
                assertThat(next.average()).isCloseTo(average, within(1e-12));
            }
            if (!lost && next.improvesOn(score)) {
                assertThat(best.get(bests++).asInt())
                        .isEqualTo(epoch.get("epoch").asInt());
            }
            score = next;
            ran++;
        }
        assertThat(bests).isEqualTo(best.size());
        Golden.report("optim/ema_pseudo_dice", ran, golden.get("epochs").size());
    }

    @Test
    void hardCountsOfAValidationStep() {
        Path folder = Golden.suite("optim");
        JsonNode expected = Golden.json(Golden.file("optim", "validation_step.json"));
        NumpyArray logits = NumpyArray.read(folder.resolve("validation_step_logits.npy"));
        NumpyArray target = NumpyArray.read(folder.resolve("validation_step_target.npy"));
        int classes = logits.shape()[1];
        PseudoDice dice = new PseudoDice(classes - 1);
        Labels labels =
                Labels.of(IntStream.range(0, classes).mapToObj(String::valueOf).toArray(String[]::new));
        try (Scope scope = Scope.open()) {
            Tensor outputs = Tensors.of(
                    logits.floats(),
                    Arrays.stream(logits.shape()).asLongStream().toArray());
            new Targets(labels).count(outputs, target.shorts(), dice);
        }
        String[] names = {"tp_hard", "fp_hard", "fn_hard"};
        for (int kind = 0; kind < 3; kind++) {
            for (int c = 0; c < classes - 1; c++) {
                assertThat(dice.counts()[kind][c])
                        .as("%s of class %d", names[kind], c + 1)
                        .isEqualTo(count(expected, names[kind], c));
            }
        }
        Golden.report("optim/validation_step", 1, 1);
    }

    private static long count(JsonNode node, String name, int index) {
        return Math.round(node.get(name).get(index).asDouble());
    }
}
