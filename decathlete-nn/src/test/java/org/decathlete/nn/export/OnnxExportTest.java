package org.decathlete.nn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OnnxExportTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,3", "PLAIN,2", "RESIDUAL,3", "RESIDUAL,2"})
    void anotherRuntimeGivesOurLogits(StageKind kind, int dimensions) throws OrtException {
        requireEqualLogits(ExportModels.spec(kind, dimensions));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN,BATCH,RELU,BATCH,PRELU",
        "PLAIN,INSTANCE,GELU,BATCH,ELU",
        "RESIDUAL,BATCH,PRELU,INSTANCE,LEAKY_RELU",
        "RESIDUAL,BATCH,ELU,INSTANCE,RELU",
        "RESIDUAL,INSTANCE,GELU,BATCH,GELU"
    })
    void everyUnitHasItsOperations(StageKind kind, Norm norm, Activation activation, Norm up, Activation upActivation)
            throws OrtException {
        UnitSpec encoder = new UnitSpec(norm, 2e-5, activation, 0.02, 0.2);
        UnitSpec decoder = new UnitSpec(up, 1e-5, upActivation, 0.03, 0);
        requireEqualLogits(ExportModels.spec(kind, 2).withUnits(encoder, decoder));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,3", "RESIDUAL,2"})
    void residualDecodersAreExportedToo(StageKind encoder, int dimensions) throws OrtException {
        requireEqualLogits(ExportModels.spec(encoder, dimensions).withDecoderStages(StageKind.RESIDUAL));
    }

    private void requireEqualLogits(UNetSpec spec) throws OrtException {
        Path file = folder.resolve("net.onnx");
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), ExportModels.candidate(spec), "0")) {
            OnnxExport.write(model, file);
            for (int samples = 1; samples <= 3; samples += 2) {
                assertThat(run(file, spec, samples)).containsExactly(ours(model, spec, samples), within(1e-4f));
            }
        }
    }

    @Test
    void theGraphDeclaresAnOpenBatchAndThePatch() throws OrtException {
        UNetSpec spec = ExportModels.spec(StageKind.PLAIN, 3);
        Path file = folder.resolve("net.onnx");
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), ExportModels.candidate(spec), "0")) {
            OnnxExport.write(model, file);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            TensorInfo input = info(session.getInputInfo(), "image");
            TensorInfo output = info(session.getOutputInfo(), "logits");
            assertThat(input.getShape()).containsExactly(-1, 2, 8, 12, 16);
            assertThat(output.getShape()).containsExactly(-1, 3, 8, 12, 16);
            assertThat(session.getMetadata().getCustomMetadata()).containsEntry("fold", "0");
        }
    }

    @Test
    void everyFoldHasAFileAndTheDescriptionSaysWhatSurroundsThem() throws IOException {
        Candidate candidate = ExportModels.candidate(ExportModels.spec(StageKind.RESIDUAL, 2));
        Path out = folder.resolve("onnx");
        try (ModelBundle model = ExportModels.write(folder.resolve("model"), candidate, "0", "1")) {
            Path description = OnnxExport.write(model, out);
            JsonNode json = Json.read(description);
            assertThat(json.path("format").asString()).isEqualTo("decathlete-onnx");
            assertThat(json.at("/networks/1").asString()).isEqualTo("fold_1.onnx");
            assertThat(json.at("/input/channels/0").asString()).isEqualTo("CT");
            assertThat(json.at("/window/patchSize/1").asInt()).isEqualTo(16);
            assertThat(json.at("/preprocessing/channels/0/scheme").asString()).isEqualTo("CTNormalization");
            assertThat(json.at("/preprocessing/channels/0/intensities/mean").asDouble())
                    .isEqualTo(90.5);
            assertThat(json.at("/labels/outputs/2/name").asString()).isEqualTo("small organ");
            assertThat(json.at("/output/activation").asString()).isEqualTo("softmax");
            assertThatThrownBy(() -> OnnxExport.write(model, folder.resolve("one.onnx")))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining("give a folder");
        }
        assertThat(Files.size(out.resolve("fold_0.onnx"))).isEqualTo(Files.size(out.resolve("fold_1.onnx")));
    }

    @Test
    void moreThanTwoGigabytesAreRefused() {
        Path file = folder.resolve("large.onnx");
        assertThatThrownBy(() -> OnnxFile.requireSmall(file, 1L << 31))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining("large.onnx")
                .hasMessageContaining("2 GB");
        OnnxFile.requireSmall(file, 1_900_000_000L);
    }

    private static TensorInfo info(Map<String, NodeInfo> nodes, String name) {
        return (TensorInfo) Objects.requireNonNull(nodes.get(name), name).getInfo();
    }

    private static float[] run(Path file, UNetSpec spec, int samples) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        FloatBuffer values = FloatBuffer.wrap(ExportModels.input(spec, samples));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options);
                    OnnxTensor input =
                            OnnxTensor.createTensor(environment, values, ExportModels.inputShape(spec, samples));
                    OrtSession.Result result = session.run(Map.of("image", input))) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] array = new float[logits.remaining()];
                logits.get(array);
                return array;
            }
        }
    }

    private static float[] ours(ModelBundle model, UNetSpec spec, int samples) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false);
                Network network = model.network("0", Device.CPU)) {
            return Tensors.floats(network.forward(
                            Tensors.of(ExportModels.input(spec, samples), ExportModels.inputShape(spec, samples)),
                            false)
                    .get(0));
        }
    }
}
