package org.decathlete.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.restoration.LogitsSource;
import org.decathlete.core.preprocess.restoration.Restoration;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The way in and the way out of whole models, against nnU-Net's own. */
class CheckpointGoldenTest {

    @Test
    void preprocessesAndRestoresAsNnUnetDoes() {
        Path suite = Golden.suite("checkpoint");
        List<Path> models = Golden.files(suite, "expected.json");
        for (Path expected : models) {
            check(parent(expected));
        }
        Golden.report("checkpoint (preprocessing, restoration)", models.size(), models.size());
    }

    private static void check(Path model) {
        Path plansFile = Golden.files(model, "plans.json").get(0);
        DatasetDescription description = DatasetDescription.read(plansFile.resolveSibling("dataset.json"));
        Plans plans = PlansJson.read(plansFile, description);
        String folderName = String.valueOf(parent(plansFile).getFileName());
        PreprocessingSpec spec = plans.preprocessing(folderName.substring(folderName.lastIndexOf("__") + 2));
        Volume image = image(model.resolve("input"), Golden.json(model.resolve("expected.json")));
        PreprocessedCase done = new Preprocessor(spec, 2).preprocess(image, null, description.labels());

        NumpyArray stage1 = NumpyArray.read(model.resolve("stage1_preprocessed.npy"));
        for (int channel = 0; channel < stage1.shape()[0]; channel++) {
            NumpyArray wanted = stage1.slice(channel);
            assertThat(done.shape()).isEqualTo(wanted.shape());
            assertThat(largestDifference(done.data().get(channel), wanted))
                    .as("stage 1")
                    .isLessThan(1e-4);
        }

        NumpyArray stage2 = NumpyArray.read(model.resolve("stage2_logits_float32.npy"));
        float[][] channels = IntStream.range(0, stage2.shape()[0])
                .mapToObj(index -> stage2.slice(index).floats())
                .toArray(float[][]::new);
        Restoration restoration = new Restoration(spec, description.labels(), 2);
        NumpyArray stage3 = NumpyArray.readAll(model.resolve("stage3_probabilities_float32_original_space.npz"))
                .values()
                .iterator()
                .next();
        ProbabilityMap probabilities = restoration
                .withProbabilities(
                        LogitsSource.of(done.shape(), channels),
                        done.geometry(),
                        Optional.empty(),
                        ProbabilityStorage.memory())
                .probabilities();
        for (int index = 0; index < probabilities.classes(); index++) {
            assertThat(largestDifference(probabilities.channel(index), stage3.slice(index)))
                    .as("stage 3")
                    .isLessThan(1e-3);
        }

        LabelVolume map =
                restoration.labels(LogitsSource.of(done.shape(), channels), done.geometry(), Optional.empty());
        NumpyArray stage4 = NumpyArray.read(model.resolve("stage4_segmentation_float32.npy"));
        assertThat(map.grid().size()).isEqualTo(stage4.shape());
        int differing = 0;
        for (int i = 0; i < map.labels().length; i++) {
            differing += map.labels()[i] == stage4.values()[i] ? 0 : 1;
        }
        assertThat(differing).as("stage 4").isLessThanOrEqualTo(3);
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static Volume image(Path folder, JsonNode expected) {
        List<Grid> grids = new ArrayList<>();
        List<float[]> channels = new ArrayList<>();
        for (JsonNode file : expected.get("input_files")) {
            Volume volume = VolumeFiles.read(folder.resolve(file.asString()));
            grids.add(volume.grid());
            channels.addAll(volume.channels());
        }
        return new Volume(grids.get(0), channels);
    }

    private static double largestDifference(float[] actual, NumpyArray expected) {
        assertThat(actual.length).isEqualTo(expected.values().length);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected.values()[i]));
        }
        return largest;
    }
}
