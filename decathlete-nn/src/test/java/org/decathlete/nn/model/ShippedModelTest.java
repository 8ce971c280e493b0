package org.decathlete.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.postprocess.KeepLargestComponent;
import org.decathlete.core.postprocess.Postprocessing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedModelTest {
    private static final Candidate NARROW = TestCandidates.phantom(4);
    private static final Candidate WIDE = TestCandidates.phantom(6);
    private static final Postprocessing KEEP = Postprocessing.NONE.and(new KeepLargestComponent(List.of(1, 2)));

    @TempDir
    private Path folder = Path.of(".");

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void aModelFolderIsAModelOfOneMember() {
        try (ModelBundle bundle = TestModels.write(folder.resolve("model"), NARROW, "0", "1");
                ShippedModel model = ShippedModel.open(folder.resolve("model"))) {
            assertThat(model.members()).hasSize(1);
            assertThat(model.id()).isEqualTo(bundle.id());
            assertThat(model.postprocessing()).isEqualTo(Postprocessing.NONE);
            assertThat(model.data()).isEqualTo(NARROW.data());
        }
    }

    @Test
    void anEnsembleHoldsItsMembersAndItsPostprocessingAlsoAsAZip() throws IOException {
        Path zip = folder.resolve("model.zip");
        String id;
        try (ShippedModel model = write(folder.resolve("model"), KEEP, NARROW, WIDE)) {
            id = model.id();
            model.exportZip(zip);
            requireBoth(model);
        }
        long before = temporaryFolders();
        try (ShippedModel model = ShippedModel.open(zip)) {
            assertThat(model.id()).isEqualTo(id);
            requireBoth(model);
        }
        assertThat(temporaryFolders()).isEqualTo(before);
        assertThatThrownBy(() -> ModelBundle.open(folder.resolve("model")))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("ensemble of models");
    }

    @Test
    void anotherModelTakesThePlaceOfAllOfIt() {
        Path path = folder.resolve("model");
        write(path, KEEP, NARROW, WIDE).close();
        write(path, Postprocessing.NONE, WIDE).close();
        assertThat(path.resolve("member_0")).doesNotExist();
        assertThat(path.resolve("postprocessing.json")).doesNotExist();
        try (ShippedModel model = ShippedModel.open(path)) {
            assertThat(model.members()).hasSize(1);
            assertThat(model.members().get(0).candidate()).isEqualTo(WIDE);
        }
        write(path, KEEP, NARROW).close();
        assertThat(path.resolve("postprocessing.json")).exists();
        try (ShippedModel model = ShippedModel.open(path)) {
            assertThat(model.id()).isNotEqualTo(model.members().get(0).id());
        }
    }

    @Test
    void aCascadeHoldsBothStagesAlsoInAnEnsembleAndAsAZip() throws IOException {
        Candidate cascade = TestCandidates.cascade(4);
        Path zip = folder.resolve("model.zip");
        write(folder.resolve("model"), KEEP, cascade).exportZip(zip);
        for (Path path : List.of(folder.resolve("model"), zip)) {
            try (ShippedModel model = ShippedModel.open(path)) {
                requireStages(model.members().get(0), cascade, 0);
            }
        }
        write(folder.resolve("model"), KEEP, NARROW, cascade).exportZip(zip);
        assertThat(folder.resolve("model/previous_stage")).doesNotExist();
        for (Path path : List.of(folder.resolve("model"), zip)) {
            try (ShippedModel model = ShippedModel.open(path)) {
                assertThat(model.members().get(0).previous()).isEmpty();
                requireStages(model.members().get(1), cascade, 1);
            }
        }
    }

    @Test
    void aCascadeWithoutItsFirstStageOrWithAnotherIsRefused() throws IOException {
        Path path = folder.resolve("model");
        write(path, KEEP, TestCandidates.cascade(4)).close();
        try (ModelBundle bundle = ModelBundle.open(path)) {
            ModelBundle first = bundle.previous().orElseThrow();
            assertThat(bundle.id()).isNotEqualTo(first.id());
            bundle.writeTo(folder.resolve("copy")).close();
        }
        try (ModelBundle copy = ModelBundle.open(folder.resolve("copy"))) {
            assertThat(copy.previous().orElseThrow().candidate()).isEqualTo(NARROW);
        }
        Path first = path.resolve("previous_stage");
        TestModels.write(first, WIDE, "0").close();
        refused(path, "refines candidate " + NARROW.id(), WIDE.id());
        Files.move(first, folder.resolve("elsewhere"));
        refused(path, "first stage, 3d_fullres, is missing", "previous_stage");
    }

    private static void requireStages(ModelBundle bundle, Candidate cascade, long seed) {
        assertThat(bundle.candidate()).isEqualTo(cascade);
        ModelBundle first = bundle.previous().orElseThrow();
        assertThat(first.candidate()).isEqualTo(NARROW);
        try (Network network = first.network("0", Device.CPU);
                Network expected = Networks.build(NARROW.network(), Device.CPU, seed + 10)) {
            expected.parameters()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(network.parameter(name)))
                            .as(name)
                            .isEqualTo(Tensors.floats(tensor)));
        }
    }

    @Test
    void refusesWhatDoesNotBelongTogether() throws IOException {
        Path path = folder.resolve("model");
        write(path, KEEP, NARROW, WIDE).close();
        Path ensemble = path.resolve("ensemble.json");
        String text = Files.readString(ensemble);

        Files.writeString(ensemble, text.replace("member_1", "../member_1"));
        refused(path, "members");
        Files.writeString(ensemble, text.replace("member_1", "member_7"));
        refused(path, "no model at", "member_7");
        Files.writeString(ensemble, text.replaceFirst("\"version\" *: *1", "\"version\": 2"));
        refused(path, "version 2");
        Files.writeString(ensemble, text);
        String candidate = Files.readString(path.resolve("member_1/candidate.json"));
        Files.writeString(path.resolve("member_1/candidate.json"), candidate.replace("\"MRI\"", "\"CT\""));
        refused(path, "do not belong together");
    }

    private static void refused(Path path, String... words) {
        assertThatThrownBy(() -> ShippedModel.open(path))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll(words);
    }

    private static ShippedModel write(Path path, Postprocessing postprocessing, Candidate... candidates) {
        return TestModels.ship(path, postprocessing, "mean", candidates);
    }

    private static void requireBoth(ShippedModel model) {
        assertThat(model.rule()).isEqualTo("mean");
        assertThat(model.postprocessing()).isEqualTo(KEEP);
        assertThat(model.members().stream().map(ModelBundle::candidate)).containsExactly(NARROW, WIDE);
        try (Network network = model.members().get(1).network("0", Device.CPU);
                Network expected = Networks.build(WIDE.network(), Device.CPU, 1)) {
            expected.parameters()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(network.parameter(name)))
                            .as(name)
                            .isEqualTo(Tensors.floats(tensor)));
        }
    }

    private static long temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("decathlete-model"))
                    .count();
        }
    }
}
