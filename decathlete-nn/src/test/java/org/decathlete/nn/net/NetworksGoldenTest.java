package org.decathlete.nn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Forward passes of the reference implementation with fixed weights: golden/networks. */
class NetworksGoldenTest {

    @Test
    void storedWeightsGiveTheStoredOutputs() {
        List<Path> cases = Golden.files(Golden.suite("networks"), "meta.json");
        int ran = 0;
        for (Path meta : cases) {
            JsonNode json = Golden.json(meta);
            Path folder = meta.resolveSibling(".").normalize();
            if (GoldenSpec.isUNet(json)) {
                check(folder, json);
                ran++;
            } else {
                Golden.skipped("networks", folder.getFileName().toString(), "a later family of networks");
            }
        }
        Golden.report("networks", ran, cases.size());
    }

    private static void check(Path folder, JsonNode meta) {
        UNetSpec spec = GoldenSpec.of(meta);
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = Networks.build(spec, Device.CPU, 0)) {
            StateDict.load(
                    network,
                    PthFile.tensors(PthFile.read(
                            folder.resolve(meta.get("state_dict_file").asString()))));
            assertThat(network.parameters().values().stream()
                            .mapToLong(Tensor::numel)
                            .sum())
                    .isEqualTo(meta.get("parameters").asLong());
            NumpyArray input = NumpyArray.read(folder.resolve("input.npy"));
            boolean allHeads = meta.path("deep_supervision").asBoolean(true);
            List<Tensor> heads = network.forward(Tensors.of(input.floats(), shape(input)), allHeads);
            assertThat(heads).hasSize(meta.get("outputs").size());
            for (int i = 0; i < heads.size(); i++) {
                NumpyArray expected = NumpyArray.read(folder.resolve("output_" + i + ".npy"));
                double largest = meta.get("outputs").get(i).get("max_abs").asDouble();
                assertThat(heads.get(i).shape()).isEqualTo(shape(expected));
                assertThat(Tensors.floats(heads.get(i)))
                        .as(folder.getFileName() + " output " + i)
                        .containsExactly(expected.floats(), within((float) (1e-4 * Math.max(1, largest))));
            }
        }
    }

    private static long[] shape(NumpyArray array) {
        return java.util.Arrays.stream(array.shape()).asLongStream().toArray();
    }
}
