package org.decathlete.nn.infer.segmenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Models that nnU-Net trained, given as it leaves them, and the segmentations that it predicts: golden/checkpoint. */
class ModelFolderGoldenTest {
    private static final int DIFFERENT_VOXELS = 3;

    @TempDir
    private Path temporary;

    @Test
    void foldersAndZipsOfNnUNetPredictAsTheyAre() throws IOException {
        Native.load();
        List<Path> models = Golden.files(Golden.suite("checkpoint"), "plans.json");
        for (Path plans : models) {
            Path model = plans.resolveSibling(".").normalize();
            Path around = model.resolveSibling(".").normalize();
            JsonNode expected = Golden.json(around.resolve("expected.json"));
            Volume image = image(around, expected);
            short[] segmentation = NumpyArray.read(around.resolve("stage4_segmentation_float32.npy"))
                    .shorts();
            for (Path path : List.of(model, around, zip(model))) {
                try (ModelBundle bundle = ModelBundle.open(path);
                        Predictor predictor = Predictor.of(bundle, Device.CPU, Precision.FP32, 2)) {
                    assertThat(bundle.description().mirrorAxes())
                            .isEqualTo(Golden.ints(expected.get("mirroring_axes")));
                    assertThat(bundle.description().folds())
                            .hasSize(expected.get("folds").size());
                    short[] labels = predictor.predict(image).labels();
                    assertThat(IntStream.range(0, segmentation.length)
                                    .filter(i -> labels[i] != segmentation[i])
                                    .count())
                            .as("voxels of another label with " + path)
                            .isLessThanOrEqualTo(DIFFERENT_VOXELS);
                }
            }
        }
        Golden.report("checkpoint, as model folders and zips", models.size(), models.size());
    }

    private static Volume image(Path folder, JsonNode expected) {
        List<Volume> files = new ArrayList<>();
        for (JsonNode file : expected.get("input_files")) {
            files.add(VolumeFiles.read(folder.resolve("input").resolve(file.asString())));
        }
        List<float[]> channels = new ArrayList<>();
        files.forEach(file -> channels.addAll(file.channels()));
        return new Volume(files.get(0).grid(), channels, files.get(0).header());
    }

    /** As nnUNetv2_export_model_to_zip names the files. */
    private Path zip(Path model) throws IOException {
        Path zip = temporary.resolve("model.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new ZipEntry("Dataset001_Golden/" + model.getFileName() + "/" + model.relativize(file)));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return zip;
    }
}
