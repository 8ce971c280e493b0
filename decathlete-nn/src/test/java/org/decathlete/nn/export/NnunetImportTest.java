package org.decathlete.nn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.spec.StageKind;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model folders and zips in nnU-Net's layout, which our own export wrote. */
class NnunetImportTest {
    private static final Candidate VOLUMES = ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 3));
    private static final Candidate SLICES = ExportModels.candidate(ExportModels.spec(StageKind.RESIDUAL, 2));
    private static final String FULLRES = "nnUNetTrainer__nnUNetPlans__3d_fullres";
    private static final String FLAT = "nnUNetTrainer__nnUNetPlans__2d";

    @TempDir
    private Path folder;

    private Path results;
    private Path dataset;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @BeforeEach
    void exportOne() throws IOException {
        results = folder.resolve("nnUNet_results");
        dataset = results.resolve("Dataset901_Phantom");
        export(VOLUMES, dataset.resolve(FULLRES), "0", "1", "all");
        // What nnU-Net leaves beside them.
        Files.createDirectories(dataset.resolve(FULLRES).resolve("fold_0/validation"));
        Files.writeString(dataset.resolve(FULLRES).resolve("fold_0/validation/summary.json"), "{\"mean\": NaN}");
        Files.writeString(dataset.resolve(FULLRES).resolve("fold_0/debug.json"), "{}");
        Files.createDirectories(dataset.resolve(FULLRES).resolve("fold_2"));
        Files.writeString(dataset.resolve(FULLRES).resolve("fold_2/checkpoint_latest.pth"), "unfinished");
    }

    @Test
    void findsTheFoldsThatNnUNetWouldTake() throws IOException {
        assertFolds(dataset.resolve(FULLRES), "0", "1");
        for (String fold : List.of("0", "1")) {
            Path checkpoint = dataset.resolve(FULLRES).resolve("fold_" + fold + "/checkpoint_final.pth");
            Files.move(checkpoint, checkpoint.resolveSibling("checkpoint_best.pth"));
        }
        assertFolds(dataset.resolve(FULLRES), "all");
        Files.delete(dataset.resolve(FULLRES).resolve("fold_all/checkpoint_final.pth"));
        assertFolds(dataset.resolve(FULLRES), "0", "1");
    }

    @Test
    void aFolderOrZipAroundOneModelWillDo() throws IOException {
        assertFolds(dataset, "0", "1");
        assertFolds(results, "0", "1");
        Path zip = zip(results);
        assertFolds(zip, "0", "1");
        String id;
        try (ModelBundle model = ModelBundle.open(dataset.resolve(FULLRES))) {
            id = model.id();
        }
        try (ModelBundle model = ModelBundle.open(zip)) {
            assertThat(model.candidate()).isEqualTo(VOLUMES);
            assertThat(model.id()).isEqualTo(id);
        }
    }

    @Test
    void amongSeveralModelsOneMustBeNamed() throws IOException {
        export(SLICES, dataset.resolve(FLAT), "0");
        for (Path path : List.of(results, zip(results))) {
            assertThatThrownBy(() -> ModelBundle.open(path))
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                    .hasMessageContaining(FULLRES)
                    .hasMessageContaining(FLAT);
            assertThatThrownBy(() -> ModelBundle.open(path, "3d_lowres")).hasMessageContaining("0 of them");
            for (String name : List.of("2d", "Dataset901_Phantom/" + FLAT)) {
                try (ModelBundle model = ModelBundle.open(path, path.equals(results) ? name : "2d")) {
                    assertThat(model.candidate()).isEqualTo(SLICES);
                }
            }
        }
    }

    @Test
    void becomesAModelOfOurOwnAndGoesBack() throws IOException {
        Path own = folder.resolve("own");
        Path zip = folder.resolve("own.zip");
        try (ModelBundle model = ModelBundle.open(dataset)) {
            model.writeTo(own).close();
            model.exportZip(zip);
        }
        for (Path path : List.of(own, zip)) {
            try (ModelBundle model = ModelBundle.open(path);
                    ModelBundle original = ModelBundle.open(dataset)) {
                assertThat(model.id()).isEqualTo(original.id());
                assertThat(model.candidate()).isEqualTo(VOLUMES);
                assertThat(model.nnunetFiles()).containsOnlyKeys("plans.json", "dataset.json");
                assertSameWeights(model, original, "1");
                Path again = folder.resolve("again");
                Map<String, Path> files = model.nnunetFiles();
                NnunetExport.write(
                        model,
                        new NnunetExport.Sources(
                                Objects.requireNonNull(files.get("plans.json")),
                                files.get("dataset.json"),
                                null,
                                Map.of()),
                        again);
                assertThat(again.resolve("plans.json"))
                        .hasSameTextualContentAs(dataset.resolve(FULLRES).resolve("plans.json"));
            }
        }
        assertThat(own.resolve("model.json")).exists();
        assertThat(own.resolve("fold_1/checkpoint_final.safetensors")).exists();
    }

    @Test
    void saysWhichFileIsWrong() throws IOException {
        Path model = dataset.resolve(FULLRES);
        Path checkpoint = model.resolve("fold_1/checkpoint_final.pth");
        PthFile.write(checkpoint, Map.of("state_dict", Map.of()));
        assertRefused(model, checkpoint.toString(), "init_args");
        export(SLICES, dataset.resolve(FLAT), "1");
        Files.copy(
                dataset.resolve(FLAT).resolve("fold_1/checkpoint_final.pth"),
                checkpoint,
                StandardCopyOption.REPLACE_EXISTING);
        assertRefused(model, checkpoint.toString(), "configuration 2d");
        Files.writeString(checkpoint, "no checkpoint");
        assertRefused(model, checkpoint.toString());
        Files.delete(checkpoint);
        Files.delete(model.resolve("dataset.json"));
        assertRefused(model, "dataset.json");
    }

    @Test
    void weightsOfAnotherNetworkAreNamedWithTheirFile() throws IOException {
        Candidate residual = ExportModels.candidate(ExportModels.spec(StageKind.RESIDUAL, 3));
        export(residual, folder.resolve("other"), "0");
        Path checkpoint = dataset.resolve(FULLRES).resolve("fold_0/checkpoint_final.pth");
        Files.copy(
                folder.resolve("other/fold_0/checkpoint_final.pth"), checkpoint, StandardCopyOption.REPLACE_EXISTING);
        try (ModelBundle model = ModelBundle.open(dataset)) {
            assertThatThrownBy(() -> model.network("0", Device.CPU))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining(checkpoint.toString())
                    .hasMessageContaining("plans.json")
                    .hasMessageContaining("encoder.stem");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plans.json", "fold_0/checkpoint_final.pth"})
    void aDamagedEntryOfAZipIsNamed(String name) throws IOException {
        Path zip = zip(results);
        byte[] bytes = Files.readAllBytes(zip);
        String entry = "Dataset901_Phantom/" + FULLRES + "/" + name;
        int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(entry) + entry.length();
        bytes[start + 200] ^= 1;
        Files.write(zip, bytes);
        assertRefused(zip, "stored.zip", name, "checksum");
    }

    private static void assertRefused(Path path, String... words) {
        assertThatThrownBy(() -> ModelBundle.open(path))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                .hasMessageContainingAll(words);
    }

    private static void assertFolds(Path path, String... folds) {
        try (ModelBundle model = ModelBundle.open(path)) {
            assertThat(model.description().folds()).containsExactly(folds);
            model.network(folds[0], Device.CPU).close();
        }
    }

    private static void assertSameWeights(ModelBundle first, ModelBundle second, String fold) {
        try (Network ours = first.network(fold, Device.CPU);
                Network theirs = second.network(fold, Device.CPU)) {
            ours.parameters()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(tensor))
                            .as(name)
                            .isEqualTo(Tensors.floats(theirs.parameter(name))));
        }
    }

    private void export(Candidate candidate, Path target, String... folds) {
        Path made = folder.resolve("made_" + target.getFileName());
        try (ModelBundle model = ExportModels.write(made, candidate, folds)) {
            Path plans = ExportModels.plans(candidate, folder.resolve("made.json"));
            NnunetExport.write(model, new NnunetExport.Sources(plans, null, null, Map.of()), target);
        }
    }

    /** Everything below a folder, stored as it is. */
    private Path zip(Path root) throws IOException {
        Path zip = folder.resolve("stored.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                Stream<Path> files = Files.walk(root)) {
            out.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(root.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return zip;
    }
}
