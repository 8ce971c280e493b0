package org.decathlete.nn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.plan.Plans;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.spec.StageKind;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Cascades on their way to Python's nnU-Net and back. */
class CascadeExportTest {
    private static final String SECOND = "nnUNetTrainer__nnUNetPlans__3d_cascade_fullres";
    private static final String FIRST = "nnUNetTrainer__nnUNetPlans__3d_lowres";

    @TempDir
    private Path folder = Path.of(".");

    private Path plans = folder;
    private Path own = folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    /** Plans with a fullres, a lowres and a cascade, and a model of the cascade in our own layout. */
    @BeforeEach
    void makeAModel() {
        Candidate full = ExportModels.candidate(ExportModels.spec(StageKind.PLAIN, 3));
        plans = ExportModels.plans(full, folder.resolve("plans.json"));
        ObjectNode tree = (ObjectNode) Json.read(plans);
        ObjectNode configurations = (ObjectNode) tree.path("configurations");
        ObjectNode low = (ObjectNode) configurations.path("3d_fullres").deepCopy();
        low.set("spacing", Json.mapper().valueToTree(List.of(3.0, 2.4, 2.5)));
        low.put("next_stage", "3d_cascade_fullres");
        configurations.set("3d_lowres", low);
        configurations
                .putObject("3d_cascade_fullres")
                .put("inherits_from", "3d_fullres")
                .put("previous_stage", "3d_lowres");
        Json.write(plans, tree);
        Plans read = PlansJson.read(plans, full.data().labels());
        DatasetDescription description = new DatasetDescription(
                full.data().datasetName(),
                full.data().channelNames(),
                full.data().labels(),
                ".nii.gz",
                3);
        Candidate cascade = Candidate.of(description, read, "3d_cascade_fullres", TrainingRecipe.nnUNet());
        own = folder.resolve("own");
        Candidate first = Objects.requireNonNull(cascade.previousStage()).candidate();
        ExportModels.write(own.resolve("previous_stage"), first, "0", "1").close();
        ExportModels.write(own, cascade, "0").close();
    }

    @Test
    void bothStagesGoToNnunetAndComeBack() {
        Path exported = folder.resolve("for-nnunet");
        try (ModelBundle model = ModelBundle.open(own)) {
            NnunetExport.write(model, new NnunetExport.Sources(plans, null, null, Map.of()), exported);
            assertThat(exported.resolve("plans.json")).hasSameTextualContentAs(plans);
            assertThat(exported.resolve("previous_stage/fold_1/checkpoint_final.pth"))
                    .isNotEmptyFile();
            requireSame(model, exported);
        }
    }

    @Test
    void theFirstStageIsFoundBesideTheSecondAsNnunetKeepsIt() throws IOException {
        Path results = folder.resolve("Dataset901_Phantom");
        try (ModelBundle model = ModelBundle.open(own)) {
            NnunetExport.write(model, new NnunetExport.Sources(plans, null, null, Map.of()), results.resolve(SECOND));
            assertThatThrownBy(() -> {
                        Files.move(results.resolve(SECOND).resolve("previous_stage"), folder.resolve("away"));
                        ModelBundle.open(results.resolve(SECOND));
                    })
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("3d_cascade_fullres, which refines the result of 3d_lowres")
                    .hasMessageContaining(FIRST);
            Files.move(folder.resolve("away"), results.resolve(FIRST));
            requireSame(model, results.resolve(SECOND));
        }
    }

    @Test
    void onnxGraphsOfBothStagesSayWhatTheirChannelsAre() {
        Path output = folder.resolve("onnx");
        try (ModelBundle model = ModelBundle.open(own)) {
            OnnxExport.write(model, output);
            assertThatThrownBy(() -> OnnxExport.write(model, folder.resolve("one.onnx")))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("two stages");
        }
        assertThat(Json.read(output.resolve("onnx.json"))
                        .at("/input/channels")
                        .valueStream()
                        .map(name -> name.asString()))
                .containsExactly("CT", "MRI", "previous_stage == 1", "previous_stage == 2");
        assertThat(output.resolve("previous_stage/fold_1.onnx")).isNotEmptyFile();
    }

    private static void requireSame(ModelBundle model, Path exported) {
        try (ModelBundle back = ModelBundle.open(exported)) {
            assertThat(back.candidate()).isEqualTo(model.candidate());
            assertThat(back.previous().orElseThrow().description().folds()).containsExactly("0", "1");
            try (Network ours = model.network("0", Device.CPU);
                    Network theirs = back.network("0", Device.CPU)) {
                ours.parameters()
                        .forEach((name, tensor) -> assertThat(Tensors.floats(theirs.parameter(name)))
                                .as(name)
                                .isEqualTo(Tensors.floats(tensor)));
            }
        }
    }
}
