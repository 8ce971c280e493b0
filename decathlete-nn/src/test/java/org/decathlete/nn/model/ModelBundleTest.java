package org.decathlete.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
    private static final Candidate CANDIDATE = TestCandidates.phantom(4);
    private static final String WEIGHT = "encoder.stages.0.0.convs.0.conv.weight";

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void whatWasWrittenIsRead() {
        TestModels.write(folder.resolve("model"), CANDIDATE, "0", "all").close();

        try (ModelBundle model = ModelBundle.open(folder.resolve("model"))) {
            assertThat(model.candidate()).isEqualTo(CANDIDATE);
            assertThat(model.description().folds()).containsExactly("0", "all");
            assertThat(model.description().mirrorAxes()).containsExactly(0, 1, 2);
            assertThat(model.description().provenance().folds().get(0).judged()).containsExactly("c");
            requireWeightsOfSeed(model, "0", 0);
            requireWeightsOfSeed(model, "all", 1);
        }
        assertThat(folder.resolve("model/model.json")).exists();
    }

    @Test
    void theOptimizerIsLeftOut() {
        TestModels.write(folder.resolve("model"), CANDIDATE, "0").close();

        Path weights = folder.resolve("model/fold_0/checkpoint_final.safetensors");
        assertThat(SafetensorsFile.metadata(weights)).containsEntry("format", "decathlete-weights");
        try (SafetensorsFile.Contents contents = SafetensorsFile.read(weights)) {
            assertThat(contents.tensors().keySet()).isNotEmpty().allMatch(name -> name.startsWith("model."));
        }
    }

    @Test
    void aZipHoldsTheSameModelAndLeavesNothingBehind() throws IOException {
        Path zip = folder.resolve("model.zip");
        String id;
        try (ModelBundle model = TestModels.write(folder.resolve("model"), CANDIDATE, "0", "1")) {
            model.exportZip(zip);
            id = model.id();
        }
        List<Path> before = temporaryFolders();
        try (ModelBundle model = ModelBundle.open(zip)) {
            assertThat(model.id()).isEqualTo(id);
            requireWeightsOfSeed(model, "1", 1);
        }

        assertThat(temporaryFolders()).isEqualTo(before);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        refused(folder.resolve("nowhere"), "no model at");
        refused(folder, "model.json is missing", "fold_K/checkpoint_final.safetensors");
        Path model = folder.resolve("model");
        TestModels.write(model, CANDIDATE, "0", "1").close();
        refused(folder, "Did you mean", model.toString());
        Files.delete(model.resolve("fold_1/checkpoint_final.safetensors"));
        refused(model, "fold_1/checkpoint_final.safetensors is missing");
    }

    @Test
    void refusesANewerVersionAnotherFormatAndDamage() throws IOException {
        Path model = folder.resolve("model");
        Path json = model.resolve("model.json");
        TestModels.write(model, CANDIDATE, "0").close();
        String text = Files.readString(json);

        Files.writeString(json, text.replaceFirst("\"version\" *: *1", "\"version\": 2"));
        refused(model, "version 2", "newer");
        Files.writeString(json, text.replace("decathlete-model", "other"));
        refused(model, "format \"other\"");
        Files.writeString(json, text.replaceFirst("\"folds\" *: *\\[[^]]*]", "\"folds\": [\"../0\"]"));
        refused(model, "folds");
        Files.writeString(json, text.replaceFirst("\"provenance\"", "\"elsewhere\""));
        refused(model, "damaged");
        Files.writeString(json, text.substring(0, 40));
        refused(model, "model.json");
    }

    @Test
    void refusesWeightsThatDoNotFit() throws IOException {
        Path model = folder.resolve("model");
        TestModels.write(model, CANDIDATE, "0").close();
        TestModels.write(folder.resolve("wide"), TestCandidates.phantom(6), "0").close();
        Path weights = Path.of("fold_0/checkpoint_final.safetensors");
        Files.copy(
                folder.resolve("wide").resolve(weights), model.resolve(weights), StandardCopyOption.REPLACE_EXISTING);

        try (ModelBundle bundle = ModelBundle.open(model)) {
            assertThatThrownBy(() -> bundle.network("0", Device.CPU))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("of another shape")
                    .hasMessageContaining(WEIGHT)
                    .hasMessageContaining(weights.toString());
        }
        Files.copy(
                folder.resolve("wide/candidate.json"),
                model.resolve("candidate.json"),
                StandardCopyOption.REPLACE_EXISTING);
        refused(model, "do not belong together");
    }

    private static void refused(Path path, String... words) {
        assertThatThrownBy(() -> ModelBundle.open(path))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll(words);
    }

    private static void requireWeightsOfSeed(ModelBundle model, String fold, long seed) {
        try (Network network = model.network(fold, Device.CPU);
                Network expected = Networks.build(CANDIDATE.network(), Device.CPU, seed)) {
            expected.parameters()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(network.parameter(name)))
                            .as(name)
                            .isEqualTo(Tensors.floats(tensor)));
        }
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("decathlete-model"))
                    .sorted()
                    .toList();
        }
    }
}
