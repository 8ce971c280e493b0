package org.decathlete.nn.model.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.PlanConfiguration;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.Progress;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.infer.window.SlidingWindow;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.weights.StateDict;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;

/** Models that nnU-Net trained and saved, and the logits that its sliding window gives: golden/checkpoint. */
class CheckpointGoldenTest {

    @Test
    void trainedModelsGiveNnUNetsLogits() {
        List<Path> models = Golden.files(Golden.suite("checkpoint"), "plans.json");
        for (Path plans : models) {
            check(plans);
        }
        Golden.report("checkpoint", models.size(), models.size());
    }

    private static void check(Path plansFile) {
        Path stages = plansFile.resolve("../..").normalize();
        List<Path> checkpoints = Golden.files(plansFile.resolveSibling("."), ".pth");
        NnunetCheckpoint first = NnunetCheckpoint.read(checkpoints.get(0));
        PlanConfiguration configuration = PlansJson.read(
                        plansFile, DatasetDescription.read(plansFile.resolveSibling("dataset.json")))
                .configuration(first.configuration());
        NumpyArray image = NumpyArray.read(stages.resolve("stage1_preprocessed.npy"));
        NumpyArray expected = NumpyArray.read(stages.resolve("stage2_logits_float32.npy"));
        List<float[]> channels = new ArrayList<>();
        for (int channel = 0; channel < image.shape()[0]; channel++) {
            channels.add(image.slice(channel).floats());
        }
        int[] shape = {image.shape()[1], image.shape()[2], image.shape()[3]};
        int[] patch =
                configuration.patchSize().stream().mapToInt(Integer::intValue).toArray();
        List<Network> networks = new ArrayList<>();
        try {
            checkpoints.forEach(file -> networks.add(network(configuration.network(), NnunetCheckpoint.read(file))));
            float[][] logits = new SlidingWindow(
                            patch, WindowSettings.nnUNet(Device.CPU, Precision.FP32, first.mirrorAxes()))
                    .logits(channels, shape, networks, Progress.silent());
            assertThat(logits).hasDimensions(expected.shape()[0], shape[0] * shape[1] * shape[2]);
            for (int output = 0; output < logits.length; output++) {
                assertThat(logits[output])
                        .as(stages.getFileName() + " output " + output)
                        .containsExactly(expected.slice(output).floats(), within(1e-3f));
            }
        } finally {
            networks.forEach(Network::close);
        }
    }

    private static Network network(UNetSpec spec, NnunetCheckpoint checkpoint) {
        Network network = Networks.build(spec, Device.CPU, 0);
        try (Scope scope = Scope.open()) {
            StateDict.load(network, PthFile.tensors(checkpoint.weights()));
        }
        return network;
    }
}
