package org.decathlete.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetDescriptionTest {
    @TempDir
    Path folder;

    @Test
    void readsTheDecathlonsDialect() {
        DatasetDescription description = read("""
                {"name": "Brain", "modality": {"1": "T1w", "0": "FLAIR"}, "numTraining": 3,
                 "labels": {"0": "background", "1": "edema", "2": "tumour"}, "training": []}""");
        assertThat(description.name()).isEqualTo("Brain");
        assertThat(description.channelNames()).containsExactly("FLAIR", "T1w");
        assertThat(description.labels()).isEqualTo(Labels.of("background", "edema", "tumour"));
        assertThat(description.fileEnding()).isEqualTo(".nii.gz");
        assertThat(description.numTraining()).isEqualTo(3);
    }

    @Test
    void readsNnunetsDialectWithRegionsAndIgnore() {
        DatasetDescription description = read("""
                {"channel_names": {"0": "CT"}, "file_ending": ".nii", "numTraining": 1,
                 "labels": {"background": 0, "whole": [1, 2, 3], "core": [2, 3], "enhancing": 3, "ignore": 4},
                 "regions_class_order": [1, 2, 3]}""");
        Labels labels = description.labels();
        assertThat(labels.hasRegions()).isTrue();
        assertThat(labels.regions()).containsExactly(List.of(1, 2, 3), List.of(2, 3), List.of(3));
        assertThat(labels.outputs()).isEqualTo(3);
        assertThat(labels.ignore()).isEqualTo(4);
        assertThat(labels.all()).containsExactly(0, 1, 2, 3);
        assertThat(labels.declared()).containsExactly(0, 1, 2, 3, 4);
        assertThat(labels.foreground()).containsExactly(1, 2, 3);
        assertThat(labels.name(List.of(2, 3))).isEqualTo("core");
        assertThat(labels.name(List.of(1, 3))).isEqualTo("1+3");
        assertThat(description.fileEnding()).isEqualTo(".nii");
    }

    @Test
    void countsOutputsOfPlainLabelsWithTheBackground() {
        Labels labels = Labels.of("background", "liver", "tumour");
        assertThat(labels.outputs()).isEqualTo(3);
        assertThat(labels.regions()).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void labelsSurviveCanonicalJsonInTheirOrder() {
        Labels labels = new Labels(
                List.of(
                        new Labels.Entry("whole", List.of(1, 2)),
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                3);
        String json = Json.canonical(labels);
        assertThat(Json.mapper().readValue(json, Labels.class)).isEqualTo(labels);
        assertThat(json).doesNotContain("isBackground").doesNotContain("\"background\":t");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertRefused("{\"labels\": {\"background\": 0}}", "channel_names");
        assertRefused("{\"channel_names\": {\"0\": \"CT\"}}", "declares no labels");
        assertRefused("{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"liver\": 1}}", "no background");
        assertRefused(
                "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"liver\": \"x\"}}", "\"x\"");
        assertRefused(
                "{\"channel_names\": {\"0\": \"CT\", \"2\": \"MRI\"}, \"labels\": {\"background\": 0}}", "[0, 2]");
        assertRefused(
                "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"a\": 1, \"ignore\": 3}}",
                "here 2");
        assertRefused(
                "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"a\": [1, 2]}}",
                "regions_class_order");
        assertRefused("{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"a\": 70000}}", "70000");
        assertRefused("[]", "JSON object");
        assertRefused("{", "dataset.json");
    }

    private DatasetDescription read(String json) {
        Path file = folder.resolve("dataset.json");
        AtomicFiles.writeString(file, json);
        return DatasetDescription.read(file);
    }

    private void assertRefused(String json, String mentioned) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("dataset.json")
                .hasMessageContaining(mentioned);
    }
}
