package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class CommandLineTest {
    @TempDir
    private Path folder = Path.of(".");

    /** An exit code and what was said on the way. */
    private record Ended(int code, String said) {}

    private static Ended run(Object... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(said, true));
        line.setOut(new PrintWriter(said, true));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Ended(line.execute(texts), said.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "demo",
                "inspect",
                "plan",
                "preprocess",
                "train",
                "predict",
                "evaluate",
                "compare",
                "select",
                "search",
                "worker",
                "study",
                "report",
                "export",
                "import"
            })
    void everyVerbHasHelp(String verb) {
        Ended ended = run(verb, "--help");
        assertThat(ended.code()).isZero();
        assertThat(ended.said()).contains("Usage: decathlete " + verb);
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(run("no-such-verb").code()).isEqualTo(2);
        assertThat(run("run", folder).code()).isEqualTo(2);
        assertThat(run("run", folder, "--work", folder.resolve("w"), "--budget", "soon")
                        .code())
                .isEqualTo(2);
        assertThat(run("run", folder, "--work", folder.resolve("w"), "--budget", "5m", "--epochs", "3")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void noThreadsAreWrongUsageWhereverTheyAreAskedFor() {
        Path nowhere = folder.resolve("nowhere");
        PhantomDataset.write(nowhere, new PhantomSettings(2, new int[] {10, 24, 24}, 3), Progress.silent());
        Path labels = nowhere.resolve("labelsTr");
        List<List<Object>> verbs = List.of(
                List.of("inspect", nowhere),
                List.of("plan", nowhere, "--work", folder.resolve("work")),
                List.of("preprocess", "--work", folder.resolve("work")),
                List.of("evaluate", "--predictions", labels, "--reference", labels),
                List.of("compare", labels, folder, "--reference", labels),
                List.of("select", "--work", folder.resolve("work")),
                List.of("run", nowhere, "--work", folder.resolve("work")));
        for (List<Object> verb : verbs) {
            List<Object> arguments = new ArrayList<>(verb);
            arguments.addAll(List.of("--threads", "0"));
            Ended ended = run(arguments.toArray());
            assertThat(ended.code()).as(verb.toString()).isEqualTo(2);
            assertThat(ended.said()).contains("--threads 0");
        }
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void aFolderWithoutADatasetEndsWithThreeAndNamesTheFile() {
        Ended ended = run("inspect", folder);
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("dataset.json").doesNotContain("\tat ");
    }

    @Test
    void aSoundDatasetPassesAndABrokenOneDoesNotStartARun() throws IOException {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(5, new int[] {10, 24, 24}, 3), Progress.silent());
        assertThat(run("inspect", dataset).code()).isZero();
        try (var images = Files.list(dataset.resolve("imagesTr"))) {
            Path image = images.sorted().findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(image);
            Files.write(image, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        }
        assertThat(run("inspect", dataset).code()).isEqualTo(3);
        Ended ended = run("run", dataset, "--work", folder.resolve("work"), "--iterations", "2");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("the dataset has errors");
        assertThat(folder.resolve("work").resolve("runs")).doesNotExist();
    }

    @Test
    void comparesFoldersOfPredictions() throws IOException {
        Path dataset = folder.resolve("dataset");
        PhantomDataset.write(dataset, new PhantomSettings(5, new int[] {10, 24, 24}, 3), Progress.silent());
        Path reference = dataset.resolve("labelsTr");
        try (var files = Files.list(reference)) {
            for (Path file : files.toList()) {
                LabelVolume labels = VolumeFiles.readLabels(file);
                for (int model = 0; model < 2; model++) {
                    short[] voxels = labels.labels().clone();
                    for (int i = 0; i < voxels.length; i += 5 - 3 * model) {
                        voxels[i] = 0;
                    }
                    VolumeFiles.write(
                            folder.resolve("model" + model).resolve(file.getFileName()),
                            new LabelVolume(labels.grid(), voxels, labels.header()));
                }
            }
        }
        Path output = folder.resolve("comparison.json");
        Ended ended = run(
                "compare",
                folder.resolve("model0"),
                folder.resolve("model1"),
                "--reference",
                reference,
                "--dataset",
                dataset.resolve("dataset.json"),
                "--cases",
                "--output",
                output);
        assertThat(ended.code()).isZero();
        JsonNode test = Json.read(output).path("metrics").path(0).path("tests").path(0);
        assertThat(test.path("meanDifference").asDouble()).isGreaterThan(0.1);
        assertThat(test.path("p").asDouble()).isEqualTo(2.0 / 32);
        assertThat(test.path("corrected").asDouble()).isEqualTo(4.0 / 32);
        assertThat(run("compare", folder.resolve("model0"), folder.resolve("model1"))
                        .code())
                .isEqualTo(2);
        assertThat(run("compare", folder.resolve("model0")).code()).isEqualTo(2);
    }

    @Test
    void aSelectionOfNothingSaysWhatToDo() {
        Ended ended = run("select", "--work", folder.resolve("nowhere"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("plan DATASET");
    }

    @Test
    void exportAndImportSayWhatIsWrong() {
        Path out = folder.resolve("out");
        assertThat(run("export", "--format", "pdf", "--model", folder, "--output", out)
                        .code())
                .isEqualTo(2);
        assertThat(run("export", "--format", "onnx", "--output", out).code()).isEqualTo(2);
        Ended none = run("export", "--format", "nnunet", "--model", folder, "--output", out);
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.said()).contains("plans.json").contains("model.json");
        assertThat(run("import", "--model", folder.resolve("absent.zip"), "--output", out)
                        .code())
                .isEqualTo(3);
        assertThat(out).doesNotExist();
    }

    @Test
    void aModelThatIsNoneIsRefused() {
        Ended ended = run("predict", "--model", folder, "--input", folder, "--output", folder.resolve("out"));
        assertThat(ended.code()).isEqualTo(3);
    }
}
