package org.decathlete.core.dataset.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.run.Progress;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Real volumes: what the check states of them, and the voxels themselves, against what nnU-Net's reader saw. */
class DatasetGoldenTest {

    @Test
    void realCasesAreSoundAndHoldWhatTheReferenceSaw() {
        Path folder = Golden.data();
        Path suite = Golden.suite("fingerprint");
        Dataset dataset = DatasetReader.read(folder);
        long start = System.nanoTime();
        IntegrityReport report = IntegrityCheck.run(dataset, 2, Progress.silent());
        System.out.printf(
                "integrity check of %d cases on 2 threads: %.1f s%n",
                report.cases(), (System.nanoTime() - start) / 1e9);
        assertThat(report.findings(Severity.ERROR)).isEmpty();
        Map<String, CaseFacts> facts =
                report.facts().stream().collect(Collectors.toMap(CaseFacts::id, Function.identity()));
        Map<String, Case> cases = dataset.cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
        int found = 0;
        int ran = 0;
        for (Path file : Golden.files(suite, "per_case.json")) {
            for (JsonNode expected : Golden.json(file)) {
                found++;
                String id = expected.path("case").stringValue();
                CaseFacts fact = facts.get(id);
                Case one = cases.get(id);
                if (fact == null || one == null) {
                    Golden.skipped("fingerprint (cases)", id, "not among the volumes");
                    continue;
                }
                compareFacts(fact, expected);
                compareIntensities(dataset, one, expected);
                ran++;
            }
        }
        Golden.report("fingerprint (cases)", ran, found);
    }

    private static void compareFacts(CaseFacts facts, JsonNode expected) {
        assertThat(facts.size()).isEqualTo(numbers(expected.path("shape"), JsonNode::intValue));
        assertThat(facts.spacing()).isEqualTo(numbers(expected.path("spacing"), JsonNode::doubleValue));
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            if (field.getKey().startsWith("n_label_")) {
                int label = Integer.parseInt(field.getKey().substring("n_label_".length()));
                assertThat(facts.voxelsPerLabel().getOrDefault(label, 0L))
                        .as(facts.id() + " " + field.getKey())
                        .isEqualTo(field.getValue().longValue());
            }
        }
    }

    private static void compareIntensities(Dataset dataset, Case one, JsonNode expected) {
        float[] image = CaseReader.readImage(dataset, one).channels().get(0);
        short[] labels = CaseReader.readLabel(dataset, one).labels();
        double sum = 0;
        double foreground = 0;
        int count = 0;
        for (int i = 0; i < image.length; i++) {
            sum += image[i];
            if (labels[i] > 0) {
                foreground += image[i];
                count++;
            }
        }
        assertThat(sum / image.length)
                .as(one.id())
                .isCloseTo(number(expected, "image_mean"), close(expected, "image_mean"));
        assertThat(foreground / count).as(one.id()).isCloseTo(number(expected, "fg_mean"), close(expected, "fg_mean"));
    }

    private static double number(JsonNode expected, String field) {
        return expected.path(field).doubleValue();
    }

    private static Offset<Double> close(JsonNode expected, String field) {
        return within(1e-9 * Math.abs(number(expected, field)));
    }

    private static <T> List<T> numbers(JsonNode list, Function<JsonNode, T> number) {
        return list.valueStream().map(number).toList();
    }
}
