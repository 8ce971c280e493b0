package org.decathlete.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.loss.Loss;
import org.decathlete.nn.loss.Losses;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.net.GoldenSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Training steps of nnU-Net's recipe, float32: golden/optim/train_steps_*. */
class TrainStepsGoldenTest {
    private static final double TOLERANCE = 1e-5;

    /** The README's tolerances of the network that amplifies rounding are such multiples of the measured noise. */
    private static final double LOSS_MARGIN = 9;

    private static final double WEIGHT_MARGIN = 5;

    @Test
    void stepsFromStoredWeightsGiveTheStoredWeights() {
        List<Path> cases = Golden.files(Golden.suite("optim"), "meta.json").stream()
                .map(file -> file.resolveSibling(".").normalize())
                .filter(folder -> folder.getFileName().toString().startsWith("train_steps_"))
                .toList();
        for (Path folder : cases) {
            check(folder, Golden.json(folder.resolve("meta.json")));
        }
        Golden.report("optim (training steps)", cases.size(), cases.size());
    }

    private static void check(Path folder, JsonNode meta) {
        double noise = meta.path("float64_rerun")
                .path("weights_after_max_abs_difference")
                .asDouble(0);
        // Where float32 itself leaves the exact trajectory, only the first step can be compared tightly.
        boolean sensitive = noise > TOLERANCE;
        Path start = folder.resolve(meta.get("start_weights").asString()).normalize();
        JsonNode network = Golden.json(start.resolveSibling("meta.json"));
        Loss loss = Losses.labels(meta.get("batch_dice").asBoolean(), OptionalInt.empty());
        boolean allHeads = network.path("deep_supervision").asBoolean(true);
        try (Scope scope = Scope.open();
                Network net = Networks.build(GoldenSpec.of(network), Device.CPU, 0);
                Optimizer optimizer = Optimizers.build(GoldenOptimizer.of(meta), net.parameters())) {
            StateDict.load(net, PthFile.tensors(PthFile.read(start)));
            net.training(true);
            for (JsonNode step : meta.get("steps")) {
                int index = step.get("step").asInt();
                List<Tensor> heads = net.forward(tensor(folder.resolve("step" + index + "_data.npy")), allHeads);
                Tensor value = loss.value(heads, tensor(folder.resolve("step" + index + "_target.npy")));
                value.backward();
                if (index == 0) {
                    checkGradients(net, PthFile.read(folder.resolve("gradients_step0_before_clipping.pth")));
                }
                double norm = optimizer.clipAndStep(step.get("lr").asDouble(), GoldenOptimizer.clip(meta));
                optimizer.clearGradients();
                assertThat((double) value.item_float())
                        .as("%s step %d", folder.getFileName(), index)
                        .isCloseTo(step.get("loss").asDouble(), within(lossTolerance(meta, index)));
                double expected = step.get("grad_norm_before_clip").asDouble();
                assertThat(norm).isCloseTo(expected, within((sensitive && index > 0 ? 0.1 : 1e-4) * expected));
            }
            float tolerance = (float) Math.max(TOLERANCE, WEIGHT_MARGIN * noise);
            checkWeights(net, PthFile.read(folder.resolve("state_dict_after.pth")), tolerance);
        }
    }

    /** The suite's tolerance, or where its own float32 is further from float64, a multiple of that. */
    private static double lossTolerance(JsonNode meta, int step) {
        double noise = meta.path("float64_rerun")
                .path("loss_difference_per_step")
                .path(step)
                .asDouble(0);
        return Math.max(TOLERANCE, LOSS_MARGIN * Math.abs(noise));
    }

    private static void checkGradients(Network network, Object stored) {
        Map<String, Tensor> expected = StateDict.withoutAliases(PthFile.tensors(stored));
        float overall = 0;
        for (Tensor gradient : expected.values()) {
            overall = Math.max(overall, largest(Tensors.floats(gradient)));
        }
        for (Map.Entry<String, Tensor> each : expected.entrySet()) {
            float[] wanted = Tensors.floats(each.getValue());
            float largest = largest(wanted);
            if (largest >= 1e-5f * overall) {
                assertThat(Tensors.floats(network.parameter(each.getKey()).grad()))
                        .as(each.getKey())
                        .containsExactly(wanted, within(1e-4f * largest));
            }
        }
    }

    private static void checkWeights(Network network, Object stored, float tolerance) {
        Map<String, Tensor> expected = StateDict.withoutAliases(PthFile.tensors(stored));
        assertThat(expected.keySet()).isEqualTo(network.parameters().keySet());
        expected.forEach((name, tensor) -> assertThat(Tensors.floats(network.parameter(name)))
                .as(name)
                .containsExactly(Tensors.floats(tensor), within(tolerance)));
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static Tensor tensor(Path file) {
        NumpyArray array = NumpyArray.read(file);
        return Tensors.of(
                array.floats(), Arrays.stream(array.shape()).asLongStream().toArray());
    }
}
