package org.decathlete.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.core.run.Json;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tests and intervals against SciPy's on the same numbers, where a Python with SciPy is installed. */
class ScipyTest {
    private static final String SCRIPT = "peer.py";
    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void agreesWithScipy() throws IOException, InterruptedException {
        Map<String, double[]> samples = samples();
        for (Map.Entry<String, JsonNode> one : scipy(samples).properties()) {
            double[] values = samples.getOrDefault(one.getKey(), new double[0]);
            JsonNode expected = one.getValue();
            TestResult wilcoxon = SignedRankTest.of(values);
            assertThat(wilcoxon.statistic())
                    .isEqualTo(expected.path("statistic").asDouble());
            if (expected.has("exact")) {
                assertThat(wilcoxon.p()).isCloseTo(expected.path("exact").asDouble(), within(1e-12));
            }
            Ranks ranks = Ranks.of(Arrays.stream(values).map(Math::abs).toArray());
            assertThat(SignedRankTest.normal(ranks, wilcoxon.statistic()))
                    .isCloseTo(expected.path("normal").asDouble(), within(1e-10));
            if (expected.has("permutation")) {
                assertThat(PermutationTest.of(values, 0, new SplittableRandom(1))
                                .p())
                        .isCloseTo(expected.path("permutation").asDouble(), within(1e-12));
            }
            ConfidenceInterval interval = new Bootstrap(20_000, 0.95, Bootstrap.Method.BIAS_CORRECTED_ACCELERATED)
                    .ofMean(values, new SplittableRandom(1));
            double width =
                    expected.path("high").asDouble() - expected.path("low").asDouble();
            assertThat(interval.low()).isCloseTo(expected.path("low").asDouble(), within(0.05 * width));
            assertThat(interval.high()).isCloseTo(expected.path("high").asDouble(), within(0.05 * width));
        }
    }

    private static Map<String, double[]> samples() {
        SplittableRandom random = new SplittableRandom(17);
        Map<String, double[]> samples = new LinkedHashMap<>();
        for (int count : new int[] {6, 9, 14, 40}) {
            double[] values = new double[count];
            Arrays.setAll(values, i -> Math.pow(random.nextDouble(), 2) - 0.2);
            samples.put("distinct " + count, values);
            double[] tied = new double[count];
            Arrays.setAll(tied, i -> random.nextInt(1, 5) * (random.nextInt(3) == 0 ? -1 : 1));
            samples.put("tied " + count, tied);
        }
        return samples;
    }

    private JsonNode scipy(Map<String, double[]> samples) throws IOException, InterruptedException {
        Path script = folder.resolve(SCRIPT);
        try (InputStream source = ScipyTest.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, source.readAllBytes());
        }
        Files.writeString(folder.resolve("samples.json"), Json.pretty(samples));
        for (String python : PYTHONS) {
            if (Files.exists(Path.of(python)) || !python.startsWith("/")) {
                Process process = new ProcessBuilder(
                                python,
                                script.toString(),
                                folder.resolve("samples.json").toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() == 0) {
                    return Json.mapper().readTree(text);
                }
            }
        }
        Assumptions.abort("no Python with SciPy found (tried " + PYTHONS + ")");
        return Json.mapper().nullNode();
    }
}
