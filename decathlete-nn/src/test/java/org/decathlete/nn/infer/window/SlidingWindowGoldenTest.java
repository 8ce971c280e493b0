package org.decathlete.nn.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.net.GoldenSpec;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whole predictions of the reference implementation in float32: golden/inference. */
class SlidingWindowGoldenTest {
    private static final double LOGIT_TOLERANCE = 2e-4;
    private static final double MARGIN = 1e-3;

    private Path folder = Path.of(".");

    @Test
    void logitsAndLabelsAreThoseOfNnUNet() {
        Native.load();
        folder = Golden.suite("inference");
        JsonNode cases = Golden.json(Golden.file("inference", "cases.json"));
        int ran = 0;
        for (Map.Entry<String, JsonNode> one : cases.properties()) {
            Path network = network(one.getValue());
            JsonNode meta = Golden.json(network.resolve("meta.json"));
            if (!GoldenSpec.isUNet(meta)) {
                Golden.skipped("inference", one.getKey(), "a later network family: " + network.getFileName());
                continue;
            }
            check(one.getKey(), one.getValue(), network, meta);
            ran++;
        }
        Golden.report("inference", ran, cases.size());
    }

    private void check(String name, JsonNode one, Path weights, JsonNode meta) {
        NumpyArray input = NumpyArray.read(folder.resolve(name + "_input.npy"));
        NumpyArray expected = NumpyArray.read(folder.resolve(name + "_logits_float32.npy"));
        int[] shape = {input.shape()[1], input.shape()[2], input.shape()[3]};
        List<float[]> channels = new ArrayList<>();
        for (int channel = 0; channel < input.shape()[0]; channel++) {
            channels.add(input.slice(channel).floats());
        }
        WindowSettings settings = new WindowSettings(
                Device.CPU,
                Precision.FP32,
                one.get("tile_step_size").asDouble(),
                one.get("use_gaussian").asBoolean(),
                one.get("mirror_axes").isNull() ? new int[0] : Golden.ints(one.get("mirror_axes")));
        SlidingWindow window = new SlidingWindow(Golden.ints(one.get("patch_size")), settings);
        float[][] logits;
        try (Scope scope = Scope.open();
                Network network = Networks.build(GoldenSpec.of(meta), Device.CPU, 0)) {
            StateDict.load(
                    network,
                    PthFile.tensors(PthFile.read(
                            weights.resolve(meta.get("state_dict_file").asString()))));
            assertThat(window.plan(shape, network.spec()).tiles())
                    .isEqualTo(one.get("n_tiles").asInt());
            logits = window.logits(channels, shape, List.of(network), Progress.silent());
        }
        compare(name, logits, expected, NumpyArray.read(folder.resolve(name + "_segmentation_float32.npy")));
    }

    private static void compare(String name, float[][] logits, NumpyArray expected, NumpyArray segmentation) {
        int voxels = logits[0].length;
        assertThat(logits.length * voxels).isEqualTo(expected.values().length);
        double largest = 0;
        int wrong = 0;
        for (int i = 0; i < voxels; i++) {
            int best = 0;
            for (int output = 0; output < logits.length; output++) {
                double difference = Math.abs(logits[output][i] - expected.values()[output * voxels + i]);
                largest = Math.max(largest, difference);
                best = logits[output][i] > logits[best][i] ? output : best;
            }
            int reference = (int) segmentation.values()[i];
            wrong += best != reference && logits[best][i] - logits[reference][i] > MARGIN ? 1 : 0;
        }
        assertThat(largest).as("largest difference of a logit in " + name).isLessThan(LOGIT_TOLERANCE);
        assertThat(wrong).as("voxels of another class in " + name).isZero();
    }

    private Path network(JsonNode one) {
        return folder.resolve(one.get("network").asString().split(" ", 2)[0]).normalize();
    }
}
