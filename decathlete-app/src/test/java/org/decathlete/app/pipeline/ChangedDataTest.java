package org.decathlete.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.reporting.TrainedReports;
import org.decathlete.app.results.ValidationFolder;
import org.decathlete.app.selection.SelectRequest;
import org.decathlete.app.selection.Selection;
import org.decathlete.app.selection.SelectionReport;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.postprocess.MeanRule;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.nn.train.checkpoint.FinishedTraining;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was trained on other data, or on nobody knows which, is not taken for trained on these. */
class ChangedDataTest {
    private static final String CHECKPOINT = "checkpoint_final.safetensors";

    @TempDir
    private Path folder = Path.of(".");

    private TinyTrainings trainings = new TinyTrainings(folder);

    @BeforeEach
    void train() {
        trainings = new TinyTrainings(folder);
        trainings.plan(6);
        trainings.train(4, false, "0");
    }

    @Test
    void anEditedLabelMakesAnotherTrainingAndTheEarlierOneIsKept() throws IOException {
        Path fold = fold();
        @Nullable String before = data(fold);
        String scored = Files.readString(fold.resolve("summary.json"));
        swapLabels();
        assertThatThrownBy(() -> TrainedReports.again(trainings.work(), 1, Progress.silent()))
                .hasMessageContaining("fold 0 was trained on other data");
        assertThatThrownBy(this::select).hasMessageContaining("no finished and validated training");

        trainings.train(4, false, "0");
        assertThat(setAside()).hasSize(1);
        assertThat(data(setAside().get(0))).isEqualTo(before);
        assertThat(data(fold)).isNotEqualTo(before);
        assertThat(fold.resolve("summary.json")).content().isNotEqualTo(scored);
        select();
    }

    @Test
    void aTrainingThatDoesNotSayItsDataIsSetAside() {
        Path plan = fold().resolve("run.json");
        JsonNode stored = Json.read(plan);
        ((ObjectNode) stored.path("plan")).remove("data");
        Json.write(plan, stored);
        trainings.train(4, false, "0");
        assertThat(setAside()).hasSize(1);
        assertThat(fold().resolve(CHECKPOINT)).exists();
    }

    @Test
    void predictionsOfOtherWeightsAreMadeAgain() throws IOException {
        Path fold = fold();
        Path prediction;
        try (Stream<Path> files = Files.list(fold.resolve(ValidationFolder.NAME))) {
            prediction =
                    files.filter(VolumeFiles::isVolume).sorted().findFirst().orElseThrow();
        }
        LabelVolume kept = VolumeFiles.readLabels(prediction);
        short[] wrong = new short[kept.labels().length];
        VolumeFiles.write(prediction, new LabelVolume(kept.grid(), wrong, kept.header()));
        Files.delete(fold.resolve("summary.json"));
        trainings.train(4, false, "0");
        assertThat(VolumeFiles.readLabels(prediction).labels())
                .as("as after a kill")
                .isEqualTo(wrong);

        Files.delete(fold.resolve(CHECKPOINT));
        trainings.train(4, false, "0");
        assertThat(VolumeFiles.readLabels(prediction).labels()).isEqualTo(kept.labels());
    }

    @Test
    void theSameDataAreTrainedOnOnce() throws IOException {
        FileTime before = Files.getLastModifiedTime(fold().resolve(CHECKPOINT));
        trainings.train(4, false, "0");
        assertThat(Files.getLastModifiedTime(fold().resolve(CHECKPOINT))).isEqualTo(before);
        assertThat(setAside()).isEmpty();
    }

    private SelectionReport select() {
        return Selection.run(
                new SelectRequest(trainings.work(), List.of(), false, MeanRule.NAME, 1),
                Progress.silent(),
                () -> false);
    }

    /** One structure is taken for the other, everywhere; the fingerprint stays. */
    private void swapLabels() {
        for (Case one : trainings.project().dataset().cases()) {
            Path file = one.label().orElseThrow();
            LabelVolume label = VolumeFiles.readLabels(file);
            short[] swapped = label.labels().clone();
            for (int i = 0; i < swapped.length; i++) {
                swapped[i] = (short) (swapped[i] == 0 ? 0 : 3 - swapped[i]);
            }
            VolumeFiles.write(file, new LabelVolume(label.grid(), swapped, label.header()));
        }
    }

    private static @Nullable String data(Path fold) {
        return FinishedTraining.read(fold.resolve(CHECKPOINT)).data();
    }

    private List<Path> setAside() {
        return folders(run(), "fold_0.until-");
    }

    private Path fold() {
        return run().resolve("fold_0");
    }

    private Path run() {
        return folders(trainings.work().resolve("runs"), "").get(0).resolve("seed_0");
    }

    private static List<Path> folders(Path folder, String prefix) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory)
                    .filter(one -> String.valueOf(one.getFileName()).startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
