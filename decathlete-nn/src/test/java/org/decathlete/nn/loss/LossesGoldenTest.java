package org.decathlete.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Values and gradients of the reference implementations: golden/losses. */
class LossesGoldenTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void valuesAndGradientsAreThoseOfTheReference() {
        Path folder = Golden.suite("losses");
        JsonNode cases = Golden.json(Golden.file("losses", "cases.json"));
        int ran = 0;
        for (Map.Entry<String, JsonNode> each : cases.properties()) {
            if (each.getValue().get("loss").asString().contains("DeepSupervision")) {
                checkDeepSupervision(folder, each.getKey(), each.getValue());
                ran++;
                continue;
            }
            Optional<HeadLoss> loss = GoldenLoss.of(each.getValue());
            assertThat(loss)
                    .as("%s: %s", each.getKey(), each.getValue().get("loss"))
                    .isPresent();
            check(folder, each.getKey(), each.getValue(), loss.orElseThrow());
            ran++;
        }
        Golden.report("losses", ran, cases.size());
    }

    private static void check(Path folder, String name, JsonNode json, HeadLoss loss) {
        try (Scope scope = Scope.open()) {
            Tensor logits = tensor(folder.resolve(json.get("logits").asString()));
            logits.set_requires_grad(true);
            Tensor value =
                    loss.value(logits, tensor(folder.resolve(json.get("target").asString())));
            value.backward();
            assertThat((double) value.item_float())
                    .as(name)
                    .isCloseTo(json.get("value").asDouble(), within(1e-5));
            checkGradient(name, logits, folder.resolve(json.get("grad").asString()));
        }
    }

    @Test
    void weightsOfTheHeadsAreNnUNets() {
        JsonNode weights = Golden.json(Golden.file("losses", "deep_supervision_weights.json"))
                .get("weights_for_n_outputs");
        for (Map.Entry<String, JsonNode> each : weights.properties()) {
            double[] ours = DeepSupervision.weights(Integer.parseInt(each.getKey()));
            assertThat(ours).hasSize(each.getValue().size());
            for (int i = 0; i < ours.length; i++) {
                assertThat(ours[i]).isCloseTo(each.getValue().get(i).asDouble(), within(1e-12));
            }
        }
        Golden.report("losses (weights of heads)", weights.size(), weights.size());
    }

    private static void checkDeepSupervision(Path folder, String name, JsonNode json) {
        boolean batch = json.get("loss").asString().contains("batch_dice=True");
        try (Scope scope = Scope.open()) {
            List<Tensor> heads = new ArrayList<>();
            for (int i = 0; i < json.get("weights").size(); i++) {
                Tensor logits = tensor(folder.resolve("deepsup_logits_" + i + ".npy"));
                logits.set_requires_grad(true);
                heads.add(logits);
            }
            Tensor target = tensor(folder.resolve("deepsup_target_0.npy"));
            Tensor value = Losses.labels(batch, OptionalInt.empty()).value(heads, target);
            value.backward();
            assertThat((double) value.item_float())
                    .as(name)
                    .isCloseTo(json.get("value").asDouble(), within(1e-5));
            for (int i = 0; i < heads.size(); i++) {
                float[] scaled = Tensors.floats(
                        Downsampling.nearestExact(target, heads.get(i).shape()));
                assertThat(scaled)
                        .containsExactly(NumpyArray.read(folder.resolve("deepsup_target_" + i + ".npy"))
                                .floats());
                if (i < heads.size() - 1) {
                    checkGradient(name, heads.get(i), folder.resolve("deepsup_grad_" + i + ".npy"));
                } else {
                    assertThat(heads.get(i).grad().defined()).isFalse();
                }
            }
        }
    }

    static void checkGradient(String name, Tensor logits, Path file) {
        NumpyArray expected = NumpyArray.read(file);
        float[] gradient = Tensors.floats(logits.grad());
        assertThat(gradient).hasSize(expected.values().length);
        for (int i = 0; i < gradient.length; i++) {
            double wanted = expected.values()[i];
            assertThat((double) gradient[i])
                    .as("%s gradient %d", name, i)
                    .isCloseTo(wanted, within(1e-7 + 1e-4 * Math.abs(wanted)));
        }
    }

    static Tensor tensor(Path file) {
        NumpyArray array = NumpyArray.read(file);
        return Tensors.of(
                array.floats(), Arrays.stream(array.shape()).asLongStream().toArray());
    }
}
