package org.decathlete.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.decathlete.app.results.RunOutcome;
import org.decathlete.app.shipping.ModelExport;
import org.decathlete.app.shipping.ModelImport;
import org.decathlete.app.training.RunRequest;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.dataset.folds.Folds;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.metrics.SummaryFile;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow on a phantom so small that a few steps are enough to see that the parts fit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
    private static final int CASES = 6;

    @TempDir
    private static Path folder = Path.of(".");

    private RunOutcome outcome =
            new RunOutcome("", "", List.of(), "", 0, null, Map.of(), 0, null, "", "", Map.of(), null);

    private static RunRequest request(int iterations) {
        return new RunRequest(
                folder.resolve("dataset"),
                folder.resolve("work"),
                new RunRequest.Schedule(OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.of(iterations)),
                Optional.empty(),
                RecipeName.NNUNET,
                new RunRequest.Engine("cpu", "fp32", 2, 0));
    }

    @BeforeAll
    void runOnce() {
        PhantomDataset.write(
                folder.resolve("dataset"), new PhantomSettings(CASES, new int[] {10, 24, 24}, 5), Progress.silent());
        outcome = new Pipeline(request(4), Progress.silent(), () -> false).run();
    }

    @Test
    void leavesAModelAReportAndScoresOfWholeVolumes() throws IOException {
        assertThat(Path.of(outcome.model()).resolve("model.json")).exists();
        assertThat(Files.readString(Path.of(outcome.report()))).contains("What the model has seen");
        assertThat(outcome.validationCases()).isEqualTo(2);
        assertThat(outcome.seconds()).containsKeys("integrity", "fingerprint", "preprocessing", "training", "report");
    }

    @Test
    void theStoredListsProveThatNoJudgedCaseWasTrainedOn() {
        ModelProvenance.Fold fold;
        try (ModelBundle model = ModelBundle.open(Path.of(outcome.model()))) {
            fold = model.description().provenance().folds().get(0);
        }
        Scores scores =
                SummaryFile.read(folder.resolve("work/runs/" + outcome.candidate() + "/seed_0/fold_0/summary.json"));
        Set<String> judged = new TreeSet<>();
        scores.cases().stream().map(CaseScores::id).forEach(judged::add);
        assertThat(judged).isNotEmpty().containsExactlyInAnyOrderElementsOf(fold.judged());
        assertThat(fold.trained()).isNotEmpty().doesNotContainAnyElementsOf(judged);
        Set<String> all = new TreeSet<>(judged);
        all.addAll(fold.trained());
        assertThat(all).hasSize(CASES);
        Split split = Folds.of(List.copyOf(all), 5).get(0);
        assertThat(split.validation()).containsExactlyInAnyOrderElementsOf(judged);
    }

    @Test
    void theSameRequestChangesNothingThatIsDone() throws IOException {
        Path checkpoint =
                folder.resolve("work/runs/" + outcome.candidate() + "/seed_0/fold_0/checkpoint_final.safetensors");
        FileTime before = Files.getLastModifiedTime(checkpoint);
        RunOutcome again = new Pipeline(request(4), Progress.silent(), () -> false).run();
        assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(before);
        assertThat(again.meanForegroundDice()).isEqualTo(outcome.meanForegroundDice());
    }

    @Test
    void theModelGoesToNnUNetAndComesBack() {
        Path model = Path.of(outcome.model());
        Path exported = folder.resolve("for-nnunet");
        ModelExport.run(new ModelExport.Request(model, ModelExport.Format.NNUNET, exported, null), Progress.silent());
        Object checkpoint = PthFile.read(exported.resolve("fold_0/checkpoint_final.pth"));
        assertThat((List<?>) PthFile.at(checkpoint, "logging", "train_losses")).isNotEmpty();
        assertThat(PthFile.at(checkpoint, "current_epoch"))
                .isEqualTo((long) ((List<?>) PthFile.at(checkpoint, "logging", "lrs")).size());
        assertThat(PthFile.at(checkpoint, "logging", "epoch_end_timestamps"))
                .asInstanceOf(InstanceOfAssertFactories.list(Double.class))
                .isSorted()
                .allMatch(end -> Math.abs(end - System.currentTimeMillis() / 1e3) < 3600);
        assertThat(exported.resolve("dataset_fingerprint.json")).exists();
        assertThat(Json.read(exported.resolve("dataset.json"))
                        .at("/channel_names/0")
                        .asString())
                .isNotEmpty();

        Path imported = folder.resolve("imported");
        ModelImport.Outcome taken = ModelImport.run(exported, null, imported, Progress.silent());
        assertThat(taken.candidate()).isEqualTo(outcome.candidate());
        ModelImport.run(exported, null, imported, Progress.silent());
        try (ModelBundle ours = ModelBundle.open(model);
                ModelBundle back = ModelBundle.open(imported);
                Network first = ours.network("0", Device.CPU);
                Network second = back.network("0", Device.CPU)) {
            first.parameters()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(second.parameter(name)))
                            .as(name)
                            .isEqualTo(Tensors.floats(tensor)));
        }
        assertThatThrownBy(() -> ModelImport.run(exported, null, exported, Progress.silent()))
                .hasMessageContaining("no model of ours");
        assertThatThrownBy(() -> ModelExport.run(
                        new ModelExport.Request(exported, ModelExport.Format.NNUNET, exported, null),
                        Progress.silent()))
                .hasMessageContaining("the model itself");
    }

    @Test
    void theModelBecomesAnOnnxGraphWithItsDescription() {
        Path file = folder.resolve("onnx/net.onnx");
        ModelExport.run(
                new ModelExport.Request(Path.of(outcome.model()), ModelExport.Format.ONNX, file, null),
                Progress.silent());
        assertThat(file).isNotEmptyFile();
        assertThat(Json.read(file.resolveSibling("net.json")).path("candidate").asString())
                .isEqualTo(outcome.candidate());
    }

    @Test
    void aWorkFolderBelongsToOneDataset() {
        Path other = folder.resolve("other");
        PhantomDataset.write(other, new PhantomSettings(5, new int[] {8, 16, 16}, 9), Progress.silent());
        RunRequest mixed = new RunRequest(
                other,
                folder.resolve("work"),
                request(4).schedule(),
                Optional.empty(),
                RecipeName.NNUNET,
                request(4).engine());
        assertThatThrownBy(() -> new Pipeline(mixed, Progress.silent(), () -> false).run())
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE));
    }
}
