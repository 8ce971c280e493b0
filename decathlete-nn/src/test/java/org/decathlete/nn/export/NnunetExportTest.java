package org.decathlete.nn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.AutoGradMode;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.pth.StoredTensor;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NnunetExportTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,3", "PLAIN,2", "RESIDUAL,3", "RESIDUAL,2"})
    void pythonLoadsItStrictlyAndGivesOurLogits(StageKind kind, int dimensions) throws IOException {
        requireEqualLogits(ExportModels.spec(kind, dimensions));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN,2,BATCH,PRELU,0.2",
        "RESIDUAL,2,BATCH,PRELU,0",
        "PLAIN,3,INSTANCE,GELU,0",
        "RESIDUAL,3,BATCH,ELU,0.3",
        "PLAIN,2,BATCH,RELU,0",
        "RESIDUAL,2,INSTANCE,LEAKY_RELU,0.1"
    })
    void pythonAndOurReaderKnowEveryUnitThatPlansCanName(
            StageKind kind, int dimensions, Norm norm, Activation activation, double dropout) throws IOException {
        UnitSpec unit =
                new UnitSpec(norm, 2e-5, activation, activation == Activation.LEAKY_RELU ? 0.02 : 0.01, dropout);
        UNetSpec spec = ExportModels.spec(kind, dimensions).withUnits(unit, unit);
        requireEqualLogits(spec);
        try (ModelBundle model = ModelBundle.open(folder.resolve("exported"));
                ModelBundle original = ModelBundle.open(folder.resolve("model"))) {
            assertThat(model.candidate()).isEqualTo(ExportModels.candidate(spec));
            assertThat(logits(model, spec)).isEqualTo(logits(original, spec));
        }
    }

    @Test
    void unitsThatDifferHaveNoPlaceInPlans() {
        requireRefused(
                ExportModels.spec(StageKind.PLAIN, 2).withUnits(UnitSpec.NNUNET, UnitSpec.NNUNET.withDropout(0.5)));
    }

    @Test
    void residualDecodersHaveNoPlaceInPlans() {
        requireRefused(ExportModels.spec(StageKind.PLAIN, 2).withDecoderStages(StageKind.RESIDUAL));
    }

    private void requireRefused(UNetSpec spec) {
        Path plans = ExportModels.plans(
                ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 2)), folder.resolve("plans.json"));
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), ExportModels.candidate(spec), "0")) {
            assertThatThrownBy(() -> NnunetExport.write(
                            model, new NnunetExport.Sources(plans, null, null, Map.of()), folder.resolve("out")))
                    .isInstanceOfSatisfying(
                            DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                    .hasMessageContaining("--format onnx");
        }
    }

    private void requireEqualLogits(UNetSpec spec) throws IOException {
        Path exported = export(ExportModels.candidate(spec), "0");
        Path input = folder.resolve("input.raw");
        Path output = folder.resolve("output.raw");
        write(input, ExportModels.input(spec, 2));
        String said = TorchPeer.run(
                "load_with_torch.py", folder, exported.resolve("fold_0/checkpoint_final.pth"), exported, input, output);
        assertThat(said).contains("ok");
        try (ModelBundle model = ModelBundle.open(folder.resolve("model"))) {
            assertThat(floats(output)).containsExactly(logits(model, spec), within(1e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,3", "RESIDUAL,2"})
    void ourOwnReaderGivesTheSameModel(StageKind kind, int dimensions) {
        UNetSpec spec = ExportModels.spec(kind, dimensions);
        Candidate candidate = ExportModels.candidate(spec);
        Path exported = export(candidate, "0", "3");
        try (ModelBundle model = ModelBundle.open(exported);
                ModelBundle original = ModelBundle.open(folder.resolve("model"))) {
            assertThat(model.candidate()).isEqualTo(candidate);
            assertThat(model.description().folds()).containsExactly("0", "3");
            assertThat(model.description().mirrorAxes())
                    .isEqualTo(original.description().mirrorAxes());
            assertThat(logits(model, spec)).isEqualTo(logits(original, spec));
        }
    }

    @Test
    void aHistoryIsWrittenAsNnUNetLogsIt() {
        Candidate candidate = ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 2));
        TrainingHistory history = new TrainingHistory(
                List.of(
                        new TrainingHistory.Epoch(0.5, 0.5, List.of(0.25, 0.75), -0.1, -0.2, 0.01, 100, 160.5),
                        new TrainingHistory.Epoch(
                                Double.NaN, 0.52, List.of(Double.NaN, Double.NaN), -0.3, -0.25, 0.009, 161, 220)),
                0.52);
        Path exported = folder.resolve("exported");
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), candidate, "all")) {
            Path plans = ExportModels.plans(candidate, folder.resolve("plans.json"));
            NnunetExport.write(model, new NnunetExport.Sources(plans, null, null, Map.of("all", history)), exported);
        }
        Object tree = PthFile.read(exported.resolve("fold_all/checkpoint_final.pth"));
        assertThat(PthFile.at(tree, "current_epoch")).isEqualTo(2L);
        assertThat(PthFile.at(tree, "_best_ema")).isEqualTo(0.52);
        assertThat(PthFile.at(tree, "init_args", "fold")).isEqualTo("all");
        assertThat(PthFile.at(tree, "logging", "mean_fg_dice")).isEqualTo(List.of(0.5, Double.NaN));
        assertThat(PthFile.at(tree, "logging", "dice_per_class_or_region"))
                .isEqualTo(List.of(List.of(0.25, 0.75), List.of(Double.NaN, Double.NaN)));
        assertThat(PthFile.at(tree, "logging", "val_losses")).isEqualTo(List.of((double) -0.2f, (double) -0.25f));
        try (ModelBundle model = ModelBundle.open(exported)) {
            assertThat(model.description().provenance().created()).isEqualTo("1970-01-01T00:03:40Z");
            assertThat(model.description().provenance().folds().get(0).seconds())
                    .isEqualTo(119.5);
        }
    }

    @Test
    void whatTheCandidateChangedStandsInThePlans() {
        Candidate planned = ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 3));
        Path plans = ExportModels.plans(planned, folder.resolve("plans.json"));
        Candidate changed = new Candidate(
                planned.data(),
                planned.configuration(),
                planned.preprocessing(),
                planned.patchSize(),
                5,
                true,
                ExportModels.spec(StageKind.RESIDUAL, 3),
                planned.recipe());
        Path exported = folder.resolve("exported");
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), changed, "0")) {
            NnunetExport.write(model, new NnunetExport.Sources(plans, null, null, Map.of()), exported);
        }
        try (ModelBundle model = ModelBundle.open(exported)) {
            assertThat(model.candidate()).isEqualTo(changed);
        }
        assertThat(Json.read(exported.resolve("plans.json"))
                        .at("/configurations/3d_fullres/median_image_size_in_voxels/0")
                        .asDouble())
                .isEqualTo(8.5);
    }

    @Test
    void plansOfAnotherModelAreRefused() {
        Candidate flat = ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 2));
        Path plans = ExportModels.plans(flat, folder.resolve("plans.json"));
        Candidate volumes = ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 3));
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), volumes, "0")) {
            assertThatThrownBy(() -> NnunetExport.write(
                            model, new NnunetExport.Sources(plans, null, null, Map.of()), folder.resolve("out")))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("3d_fullres");
        }
    }

    /** nnU-Net's own models, read, written again, and compared entry by entry in Python. */
    @Test
    void modelsOfNnUNetComeBackAsTheyWere() throws IOException {
        List<Path> models = Golden.files(Golden.suite("checkpoint"), "plans.json");
        for (Path plans : models) {
            Path original = plans.resolveSibling(".").normalize();
            Path again = folder.resolve("again-" + models.indexOf(plans));
            try (ModelBundle model = ModelBundle.open(original)) {
                Map<String, Path> files = model.nnunetFiles();
                NnunetExport.write(
                        model, new NnunetExport.Sources(plans, files.get("dataset.json"), null, Map.of()), again);
                UNetSpec spec = (UNetSpec) model.candidate().network();
                assertThat(Json.read(again.resolve("plans.json"))).isEqualTo(Json.read(plans));
                assertThat(Json.read(again.resolve("dataset.json")))
                        .isEqualTo(Json.read(original.resolve("dataset.json")));
                for (String fold : model.description().folds()) {
                    Path checkpoint = Path.of("fold_" + fold, "checkpoint_final.pth");
                    Path input = folder.resolve("input.raw");
                    int count = 2 * spec.inputChannels();
                    for (int edge : model.candidate().patchSize()) {
                        count *= edge;
                    }
                    write(input, new float[count]);
                    TorchPeer.run(
                            "load_with_torch.py",
                            folder,
                            again.resolve(checkpoint),
                            again,
                            input,
                            folder.resolve("output.raw"),
                            original.resolve(checkpoint));
                }
            }
        }
        Golden.report("checkpoint (written again)", models.size(), models.size());
    }

    /** Needs no Python. */
    @Test
    void optimizerAndScalerHaveTheStructureThatNnUNetSaves() {
        List<Path> models = Golden.files(Golden.suite("checkpoint"), "plans.json");
        for (Path plans : models) {
            Path original = plans.resolveSibling(".").normalize();
            Path again = folder.resolve("state-" + models.indexOf(plans));
            try (ModelBundle model = ModelBundle.open(original)) {
                NnunetExport.write(
                        model,
                        new NnunetExport.Sources(plans, model.nnunetFiles().get("dataset.json"), null, Map.of()),
                        again);
                for (String fold : model.description().folds()) {
                    Path checkpoint = Path.of("fold_" + fold, "checkpoint_final.pth");
                    Object ours = PthFile.read(again.resolve(checkpoint));
                    Object theirs = PthFile.read(original.resolve(checkpoint));
                    assertThat(shapes(ours)).isEqualTo(shapes(theirs)).isNotEmpty();
                    assertThat(((Map<?, ?>) PthFile.at(ours, "grad_scaler_state")).keySet())
                            .isEqualTo(((Map<?, ?>) PthFile.at(theirs, "grad_scaler_state")).keySet());
                }
            }
        }
        Golden.report("checkpoint (optimiser)", models.size(), models.size());
    }

    private static Map<String, List<Long>> shapes(Object checkpoint) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        ((Map<?, ?>) PthFile.at(checkpoint, "optimizer_state", "state"))
                .forEach((index, entry) -> shapes.put(
                        String.valueOf(index),
                        Arrays.stream(((StoredTensor) PthFile.at(entry, "momentum_buffer")).shape())
                                .boxed()
                                .toList()));
        return shapes;
    }

    private Path export(Candidate candidate, String... folds) {
        Path exported = folder.resolve("exported");
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), candidate, folds)) {
            Path plans = ExportModels.plans(candidate, folder.resolve("plans.json"));
            NnunetExport.write(model, new NnunetExport.Sources(plans, null, null, Map.of()), exported);
        }
        return exported;
    }

    private static float[] logits(ModelBundle model, UNetSpec spec) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = model.network(model.description().folds().get(0), Device.CPU)) {
            return Tensors.floats(
                    network.forward(Tensors.of(ExportModels.input(spec, 2), ExportModels.inputShape(spec, 2)), false)
                            .get(0));
        }
    }

    private static void write(Path file, float[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        Files.write(file, buffer.array());
    }

    private static float[] floats(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[buffer.remaining() / 4];
        buffer.asFloatBuffer().get(values);
        return values;
    }
}
