package org.decathlete.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.fingerprint.Fingerprint;
import org.decathlete.core.plan.json.PlansJson;
import org.decathlete.core.run.Json;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Plans against those that nnU-Net made from the same fingerprints, every key of the file. */
class PlansGoldenTest {
    private static final Pattern FILE = Pattern.compile("plans_(.+?)(?:_(\\d+)cases)?\\.json");

    @TempDir
    Path folder;

    @Test
    void plansEveryDatasetOfTheSuiteAsNnunetDoes() {
        Path suite = Golden.suite("plans");
        int ran = 0;
        List<Path> files = planFiles(suite);
        for (Path file : files) {
            ran += check(
                    "plans",
                    file,
                    file.resolveSibling("dataset.json"),
                    file.resolveSibling("dataset_fingerprint.json"),
                    suite);
        }
        Golden.report("plans", ran, files.size());
    }

    @Test
    void plansTheDatasetOfTheFingerprintSuiteAsNnunetDoes() {
        Path suite = Golden.suite("fingerprint");
        Path description = Golden.data().resolve("dataset.json");
        int ran = 0;
        List<Path> files = planFiles(suite);
        for (Path file : files) {
            ran += check("fingerprint", file, description, suite.resolve("dataset_fingerprint.json"), suite);
        }
        Golden.report("fingerprint (plans)", ran, files.size());
    }

    private int check(String name, Path file, Path datasetJson, Path fingerprint, Path suite) {
        String relative = suite.relativize(file).toString();
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        assertThat(matcher.matches()).isTrue();
        String presetName = matcher.group(1).replace('_', '-');
        Optional<PlannerPreset> preset = PlannerPreset.ALL.stream()
                .filter(candidate -> candidate.name().equals(presetName))
                .findFirst();
        if (preset.isEmpty()) {
            Golden.skipped(name, relative, "no planner preset " + presetName);
            return 0;
        }
        JsonNode expected = Golden.json(file);
        DatasetDescription read = DatasetDescription.read(datasetJson);
        DatasetDescription description = new DatasetDescription(
                expected.get("dataset_name").stringValue(),
                read.channelNames(),
                read.labels(),
                read.fileEnding(),
                matcher.group(2) == null ? read.numTraining() : Integer.parseInt(matcher.group(2)));
        Plans plans = new Planner(
                        preset.get().withPlansName(expected.get("plans_name").stringValue()))
                .plan(description, Fingerprint.read(fingerprint));
        assertThat(JsonEquality.differences(Json.mapper().readTree(PlansJson.toJson(plans)), expected))
                .as(relative)
                .isEmpty();
        assertThat(plans.explanations()).as(relative).hasSizeGreaterThan(4);
        assertReadsBack(file, description, plans);
        return 1;
    }

    /** Their file and ours hold the same plans, and reading loses nothing that writing wants. */
    private void assertReadsBack(Path file, DatasetDescription description, Plans plans) {
        Plans theirs = PlansJson.read(file, description);
        assertThat(theirs.configurations()).isEqualTo(plans.configurations());
        assertThat(JsonEquality.differences(Json.mapper().readTree(PlansJson.toJson(theirs)), Golden.json(file)))
                .isEmpty();
        Path ours = folder.resolve("nnUNetPlans.json");
        PlansJson.write(ours, plans);
        assertThat(PlansJson.read(ours, description)).isEqualTo(theirs);
    }

    private static List<Path> planFiles(Path suite) {
        return Golden.files(suite, ".json").stream()
                .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
                .toList();
    }
}
