package org.decathlete.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.decathlete.core.phantom.PhantomDataset;
import org.decathlete.core.phantom.PhantomSettings;
import org.decathlete.core.run.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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
