package org.decathlete.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.decathlete.core.dataset.DatasetReader;
import org.decathlete.core.run.Progress;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The fingerprint of the shared volumes against nnU-Net's extractor, and each case against numpy. */
class FingerprintGoldenTest {
    private static final Map<String, ToDoubleFunction<IntensityProperties>> FIELDS = Map.of(
            "mean", IntensityProperties::mean,
            "median", IntensityProperties::median,
            "std", IntensityProperties::std,
            "min", IntensityProperties::min,
            "max", IntensityProperties::max,
            "percentile_99_5", IntensityProperties::percentile99_5,
            "percentile_00_5", IntensityProperties::percentile00_5);

    private static final Map<String, ToDoubleFunction<IntensityProperties>> CASE_FIELDS = Map.of(
            "fg_mean", IntensityProperties::mean,
            "fg_median", IntensityProperties::median,
            "fg_std", IntensityProperties::std,
            "fg_min", IntensityProperties::min,
            "fg_max", IntensityProperties::max,
            "fg_p995", IntensityProperties::percentile99_5,
            "fg_p005", IntensityProperties::percentile00_5);

    @Test
    void agreesWithNnunetAndNumpy() {
        Path suite = Golden.suite("fingerprint");
        Path data = Golden.data();
        long start = System.nanoTime();
        Extraction extraction = FingerprintExtractor.extractWithCases(DatasetReader.read(data), 2, Progress.silent());
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("fingerprint of " + extraction.cases().size() + " cases: " + millis + " ms");
        Fingerprint expected = Fingerprint.read(suite.resolve("dataset_fingerprint.json"));
        Fingerprint actual = extraction.fingerprint();
        assertThat(actual.spacings().toArray()).isEqualTo(expected.spacings().toArray());
        assertThat(actual.shapesAfterCrop().toArray())
                .isEqualTo(expected.shapesAfterCrop().toArray());
        assertThat(actual.medianRelativeSizeAfterCropping()).isEqualTo(expected.medianRelativeSizeAfterCropping());
        assertIntensities(
                actual.foregroundIntensityPropertiesPerChannel(),
                Golden.json(suite.resolve("intensity_without_sampling.json")));
        assertSampled(
                actual.foregroundIntensityPropertiesPerChannel(), expected.foregroundIntensityPropertiesPerChannel());
        JsonNode cases = Golden.json(suite.resolve("per_case.json"));
        assertThat(extraction.cases()).hasSize(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            assertCase(extraction.cases().get(i), cases.get(i));
        }
        Golden.report("fingerprint", extraction.cases().size(), cases.size());
    }

    private static void assertIntensities(Map<String, IntensityProperties> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        expected.properties()
                .forEach(channel -> FIELDS.forEach((name, field) -> assertClose(
                        "channel " + channel.getKey() + " " + name,
                        field.applyAsDouble(actual.get(channel.getKey())),
                        channel.getValue().get(name).doubleValue(),
                        1e-6)));
    }

    /** nnU-Net's random sample may miss the extremes, and its percentiles are a little off. */
    private static void assertSampled(
            Map<String, IntensityProperties> actual, Map<String, IntensityProperties> sampled) {
        sampled.forEach((channel, expected) -> {
            IntensityProperties computed = Objects.requireNonNull(actual.get(channel), channel);
            assertClose(channel, computed.mean(), expected.mean(), 1e-3);
            assertClose(channel, computed.std(), expected.std(), 1e-3);
            assertClose(channel, computed.median(), expected.median(), 5e-3);
            assertClose(channel, computed.percentile99_5(), expected.percentile99_5(), 5e-3);
            assertClose(channel, computed.percentile00_5(), expected.percentile00_5(), 5e-3);
            assertThat(computed.max()).isGreaterThanOrEqualTo(expected.max());
            assertThat(computed.min()).isLessThanOrEqualTo(expected.min());
        });
    }

    private static void assertCase(CaseFacts actual, JsonNode expected) {
        String id = expected.get("case").stringValue();
        assertThat(actual.id()).isEqualTo(id);
        assertThat(actual.grid().size()).as(id).isEqualTo(integers(expected.get("shape")));
        assertThat(actual.grid().spacing())
                .as(id)
                .isEqualTo(expected.get("spacing")
                        .valueStream()
                        .mapToDouble(JsonNode::doubleValue)
                        .toArray());
        assertThat(actual.crop().size()).as(id).isEqualTo(integers(expected.get("shape_after_crop")));
        for (int axis = 0; axis < 3; axis++) {
            JsonNode range = expected.get("bbox").get(axis);
            assertThat(List.of(actual.crop().start()[axis], actual.crop().end()[axis]))
                    .as(id)
                    .containsExactly(range.get(0).intValue(), range.get(1).intValue());
        }
        assertThat(actual.foregroundVoxels())
                .as(id)
                .isEqualTo(expected.get("n_foreground").intValue());
        expected.properties().stream()
                .filter(field -> field.getKey().startsWith("n_label_"))
                .forEach(field -> assertThat(actual.labelCounts()
                                .getOrDefault(Integer.parseInt(field.getKey().substring("n_label_".length())), 0))
                        .as(id + " " + field.getKey())
                        .isEqualTo(field.getValue().intValue()));
        ChannelFacts channel = actual.channels().get(0);
        assertClose(id, channel.imageMean(), expected.get("image_mean").doubleValue(), 1e-9);
        assertClose(id, channel.imageStd(), expected.get("image_std").doubleValue(), 1e-9);
        channel.foreground()
                .ifPresent(properties -> CASE_FIELDS.forEach((name, field) -> assertClose(
                        id + " " + name,
                        field.applyAsDouble(properties),
                        expected.get(name).doubleValue(),
                        1e-6)));
    }

    private static int[] integers(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private static void assertClose(String what, double actual, double expected, double relative) {
        assertThat(actual).as(what).isCloseTo(expected, Percentage.withPercentage(100 * relative));
    }
}
