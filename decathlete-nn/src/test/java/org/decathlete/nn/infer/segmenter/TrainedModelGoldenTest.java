package org.decathlete.nn.infer.segmenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.restoration.LogitsSource;
import org.decathlete.core.preprocess.restoration.Restoration;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.window.SlidingWindow;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.weights.StateDict;
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

/** Models that nnU-Net trained, on an image file, stage by stage and through the predictor: golden/checkpoint. */
class TrainedModelGoldenTest {
    private static final int DIFFERENT_VOXELS = 3;

    @Test
    void everyStageIsThatOfNnUNet() {
        Native.load();
        List<Path> models = Golden.files(Golden.suite("checkpoint"), "expected.json");
        models.forEach(expected -> check(expected.resolveSibling(".").normalize()));
        Golden.report("checkpoint, from image to segmentation", models.size(), models.size());
    }

    private static void check(Path folder) {
        JsonNode expected = Golden.json(folder.resolve("expected.json"));
        Path plansFile = Golden.files(folder, "plans.json").get(0);
        Candidate candidate = candidate(plansFile);
        Volume image = image(folder, expected);
        NumpyArray segmentation = NumpyArray.read(folder.resolve("stage4_segmentation_float32.npy"));
        WindowSettings settings =
                WindowSettings.nnUNet(Device.CPU, Precision.FP32, Golden.ints(expected.get("mirroring_axes")));
        try (Predictor predictor =
                new Predictor(candidate, networks(plansFile.resolveSibling("."), expected, candidate), settings, 2)) {
            checkStages(folder, candidate, image, settings, plansFile.resolveSibling("."), expected);
            Prediction prediction = predictor.predict(image, true, Progress.silent());

            assertThat(prediction.labels().grid()).isEqualTo(image.grid());
            assertThat(different(prediction.labels(), segmentation))
                    .as("voxels of another label in " + folder)
                    .isLessThanOrEqualTo(DIFFERENT_VOXELS);
            NumpyArray probabilities = NumpyArray.readAll(
                            folder.resolve("stage3_probabilities_float32_original_space.npz"))
                    .values()
                    .iterator()
                    .next();
            assertThat(largest(channels(prediction.probabilities().orElseThrow()), probabilities))
                    .as("stage 3 of " + folder)
                    .isLessThan(1e-3);
        }
    }

    private static void checkStages(
            Path folder, Candidate candidate, Volume image, WindowSettings settings, Path model, JsonNode expected) {
        PreprocessedCase prepared = new Preprocessor(candidate.preprocessing())
                .preprocess(image, null, candidate.data().labels());
        assertThat(largest(prepared.data(), NumpyArray.read(folder.resolve("stage1_preprocessed.npy"))))
                .as("stage 1 of " + folder)
                .isLessThan(1e-4);

        List<Network> networks = networks(model, expected, candidate);
        float[][] logits = new SlidingWindow(candidate.patchSize(), settings)
                .logits(prepared.data(), prepared.shape(), networks, Progress.silent());
        networks.forEach(Network::close);
        assertThat(largest(List.of(logits), NumpyArray.read(folder.resolve("stage2_logits_float32.npy"))))
                .as("stage 2 of " + folder)
                .isLessThan(1e-3);

        LabelVolume written = VolumeFiles.readLabels(
                Golden.files(folder.resolve("prediction"), ".nii.gz").get(0));
        LabelVolume restored = new Restoration(
                        candidate.preprocessing(), candidate.data().labels(), 1)
                .labels(LogitsSource.of(prepared.shape(), logits), prepared.geometry(), image.header());
        assertThat(different(restored, written.labels()))
                .as("voxels unlike nnU-Net's own file in " + folder)
                .isLessThanOrEqualTo(DIFFERENT_VOXELS);
    }

    private static List<float[]> channels(ProbabilityMap map) {
        return IntStream.range(0, map.classes()).mapToObj(map::channel).toList();
    }

    private static Candidate candidate(Path plansFile) {
        DatasetDescription description = DatasetDescription.read(plansFile.resolveSibling("dataset.json"));
        Plans plans = PlansJson.read(plansFile, description);
        return Candidate.of(description, plans, "3d_fullres", TrainingRecipe.nnUNet());
    }

    private static List<Network> networks(Path model, JsonNode expected, Candidate candidate) {
        List<Network> networks = new ArrayList<>();
        for (int fold : Golden.ints(expected.get("folds"))) {
            Network network = Networks.build(candidate.network(), Device.CPU, 0);
            try (Scope scope = Scope.open()) {
                Object checkpoint = PthFile.read(model.resolve("fold_" + fold + "/checkpoint_final.pth"));
                StateDict.load(network, PthFile.tensors(PthFile.at(checkpoint, "network_weights")));
            }
            networks.add(network);
        }
        return networks;
    }

    private static Volume image(Path folder, JsonNode expected) {
        List<float[]> channels = new ArrayList<>();
        for (JsonNode file : expected.get("input_files")) {
            channels.addAll(VolumeFiles.read(folder.resolve("input").resolve(file.asString()))
                    .channels());
        }
        Volume first = VolumeFiles.read(folder.resolve("input")
                .resolve(expected.get("input_files").get(0).asString()));
        return new Volume(first.grid(), channels, first.header());
    }

    private static double largest(List<float[]> channels, NumpyArray expected) {
        int voxels = channels.get(0).length;
        assertThat(channels.size() * voxels).isEqualTo(expected.values().length);
        return IntStream.range(0, expected.values().length)
                .mapToDouble(i -> Math.abs(channels.get(i / voxels)[i % voxels] - expected.values()[i]))
                .max()
                .orElseThrow();
    }

    private static int different(LabelVolume labels, NumpyArray expected) {
        return different(labels, expected.shorts());
    }

    private static int different(LabelVolume labels, short[] expected) {
        assertThat(labels.labels()).hasSameSizeAs(expected);
        return (int) IntStream.range(0, expected.length)
                .filter(i -> labels.labels()[i] != expected[i])
                .count();
    }
}
