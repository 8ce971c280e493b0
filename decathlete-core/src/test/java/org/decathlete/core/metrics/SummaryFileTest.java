package org.decathlete.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SummaryFileTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatItWrote() {
        Path file = folder.resolve("summary.json");
        SummaryFile.write(file, scores());
        assertThat(SummaryFile.read(file)).isEqualTo(scores());
    }

    @Test
    void hasTheLayoutOfNnunet() {
        Path file = folder.resolve("summary.json");
        SummaryFile.write(file, scores());
        JsonNode root = Json.read(file);
        assertThat(root.propertyNames()).containsExactly("decathlete", "foreground_mean", "mean", "metric_per_case");
        assertThat(root.at("/mean/1").propertyNames())
                .containsExactly(
                        "ASSD",
                        "Dice",
                        "FN",
                        "FP",
                        "HD95",
                        "IoU",
                        "SurfaceDice_0.5mm",
                        "SurfaceDice_2mm",
                        "TN",
                        "TP",
                        "n_pred",
                        "n_ref");
        assertThat(root.at("/metric_per_case/0/metrics/1/TP").asLong()).isEqualTo(3);
        assertThat(root.at("/metric_per_case/1/metrics/1/Dice").isNull()).isTrue();
        assertThat(root.at("/metric_per_case/0/prediction_file").asString()).isEqualTo("p/a.nii.gz");
        assertThat(root.at("/decathlete/definition").asString()).isEqualTo("monai");
        assertThat(root.at("/decathlete/coverage/1/both_empty/0").asString()).isEqualTo("b");
        assertThat(root.at("/foreground_mean/Dice").asDouble()).isEqualTo(0.75);
        assertThat(root.at("/foreground_mean/n_pred").asDouble()).isEqualTo(2);
    }

    @Test
    void readsNnunetsOwnFile() throws IOException {
        Path file = folder.resolve("summary.json");
        Files.writeString(file, """
                {"foreground_mean": {"Dice": NaN},
                 "mean": {"1": {"Dice": 0.5}, "(1, 2)": {"Dice": NaN}},
                 "metric_per_case": [{"metrics": {
                    "1": {"Dice": 0.5, "FN": 2, "FP": 2, "IoU": 0.3, "TN": 10, "TP": 2, "n_pred": 4, "n_ref": 4},
                    "(1, 2)": {"Dice": NaN, "FN": 0, "FP": 0, "IoU": NaN, "TN": 16, "TP": 0, "n_pred": 0, "n_ref": 0}},
                   "prediction_file": "out/case_7.nii.gz", "reference_file": "gt/case_7.nii.gz"}]}
                """);
        Scores scores = SummaryFile.read(file);
        assertThat(scores.classNames()).containsOnlyKeys("1", "(1, 2)");
        assertThat(scores.cases().get(0).id()).isEqualTo("case_7");
        assertThat(scores.foregroundMean().dice()).isEqualTo(0.5);
        assertThat(scores.foregroundMean().hd95()).isNaN();
    }

    /** As other writers of Python's tuples space and close them. */
    @Test
    void keysOfTheSameClassAreEqualHoweverTheyAreWritten() throws IOException {
        Path file = folder.resolve("summary.json");
        Files.writeString(file, """
                {"mean": {"(2,)": {"Dice": 0.5}, "[1,2]": {"Dice": NaN}, "liver": {"Dice": 1}},
                 "metric_per_case": [{"metrics": {"(2, )": {"FN": 2, "FP": 2, "TN": 10, "TP": 2},
                    "( 1,2 )": {"FN": 0, "FP": 0, "TN": 16, "TP": 0}, "liver": {"FN": 0, "FP": 0, "TN": 16, "TP": 3}},
                   "prediction_file": "out/case_7.nii.gz", "reference_file": "gt/case_7.nii.gz"}]}
                """);
        Scores scores = SummaryFile.read(file);
        assertThat(scores.classNames()).containsOnlyKeys("2", "(1, 2)", "liver");
        assertThat(scores.cases().get(0).classes()).containsOnlyKeys("2", "(1, 2)", "liver");
        assertThat(ClassKey.parse("(1, 2)")).contains(List.of(1, 2));
        for (String none : List.of("", "()", "(,)", "1 2", "(1, x)", "-1", "1234567")) {
            assertThat(ClassKey.parse(none)).as(none).isEmpty();
        }
    }

    @Test
    void aTruncatedFileIsNamedWithTheLineWhereItEnds() throws IOException {
        Path file = folder.resolve("summary.json");
        Files.writeString(file, "{\"mean\": {},\n \"metric_per_case\": [{\"metrics\": {\"1\": {\"Dice\": NaN,");
        assertThatThrownBy(() -> SummaryFile.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("summary.json: line 2, column ")
                .hasMessageContaining("cut off")
                .hasMessageNotContaining("REDACTED");
    }

    @Test
    void refusesANewerVersionAndOtherFiles() throws IOException {
        Path newer = folder.resolve("newer.json");
        Files.writeString(newer, "{\"decathlete\": {\"version\": 99}, \"mean\": {}, \"metric_per_case\": []}");
        assertThatThrownBy(() -> SummaryFile.read(newer))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("newer.json")
                .hasMessageContaining("99");
        Path other = folder.resolve("other.json");
        Files.writeString(other, "{\"x\": 1}");
        assertThatThrownBy(() -> SummaryFile.read(other))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("mean");
    }

    private static Scores scores() {
        Map<String, ClassScores> first = new LinkedHashMap<>();
        first.put("1", new ClassScores(new Overlap(3, 1, 1, 95), 1.5, 0.25, List.of(0.5, 1.0)));
        Map<String, ClassScores> second = new LinkedHashMap<>();
        second.put(
                "1",
                new ClassScores(new Overlap(0, 0, 0, 100), Double.NaN, Double.NaN, List.of(Double.NaN, Double.NaN)));
        return new Scores(
                new EvaluationSettings(Definition.MONAI, List.of(0.5, 2.0)),
                Map.of("1", "liver"),
                List.of(
                        new CaseScores("a", "p/a.nii.gz", "r/a.nii.gz", first, List.of("careful")),
                        new CaseScores("b", "p/b.nii.gz", "r/b.nii.gz", second, List.of())),
                List.of(new FailedCase("c", "c is broken")),
                List.of("d"));
    }
}
