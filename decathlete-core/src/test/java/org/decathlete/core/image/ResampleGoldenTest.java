package org.decathlete.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResampleGoldenTest {

    @Test
    void resamplesAsNnUnetDoes() {
        Path folder = Golden.suite("resample");
        JsonNode cases = Golden.json(Golden.file("resample", "cases.json"));
        int ran = 0;
        for (Map.Entry<String, JsonNode> entry : cases.properties()) {
            check(folder, entry.getKey(), entry.getValue());
            ran++;
        }
        Golden.report("resample", ran, cases.size());
    }

    @Test
    void decidesShapesAndSeparateAxesAsNnUnetDoes() {
        JsonNode cases = Golden.json(Golden.file("resample", "new_shape_and_separate_z.json"));
        for (JsonNode node : cases) {
            double[] spacing = doubles(node.get("old_spacing"));
            double[] newSpacing = doubles(node.get("new_spacing"));
            assertThat(ResampledShape.of(ints(node.get("old_shape")), spacing, newSpacing))
                    .as(node.toString())
                    .isEqualTo(ints(node.get("new_shape")));
            JsonNode axis = node.get("axis");
            assertThat(SeparateAxis.of(spacing, newSpacing, null))
                    .as(node.toString())
                    .isEqualTo(axis.isNull() ? OptionalInt.empty() : OptionalInt.of(axis.asInt()));
        }
        Golden.report("resample/new_shape_and_separate_z", cases.size(), cases.size());
    }

    private static void check(Path folder, String name, JsonNode node) {
        NumpyArray input = NumpyArray.read(folder.resolve(name + "_input.npy"));
        NumpyArray expected = NumpyArray.read(folder.resolve(name + "_output.npy"));
        double[] spacing = doubles(node.get("current_spacing"));
        double[] newSpacing = doubles(node.get("new_spacing"));
        JsonNode arguments = node.get("kwargs");
        JsonNode force = arguments.get("force_separate_z");
        Resample resample = new Resample(
                arguments.get("order").asInt(),
                arguments.get("order_z").asInt(),
                force.isNull() ? null : (@Nullable Boolean) force.asBoolean(),
                2);
        int[] newShape = ints(node.get("new_shape"));
        for (int channel = 0; channel < input.shape()[0]; channel++) {
            NumpyArray from = input.slice(channel);
            NumpyArray to = expected.slice(channel);
            if (arguments.get("is_seg").asBoolean()) {
                short[] actual = resample.labels(from.shorts(), from.shape(), newShape, spacing, newSpacing);
                assertThat(differing(actual, to.shorts())).as(name).isLessThanOrEqualTo(actual.length / 1000);
            } else {
                float[] actual = resample.image(from.floats(), from.shape(), newShape, spacing, newSpacing);
                double tolerance = resample.order() == 3 ? 2e-3 : 1e-4;
                assertThat(largestDifference(actual, to.values())).as(name).isLessThan(tolerance);
            }
        }
    }

    private static int differing(short[] actual, short[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        int count = 0;
        for (int i = 0; i < actual.length; i++) {
            count += actual[i] == expected[i] ? 0 : 1;
        }
        return count;
    }

    private static double largestDifference(float[] actual, double[] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        return largest;
    }

    private static int[] ints(JsonNode list) {
        List<Integer> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asInt()));
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] doubles(JsonNode list) {
        List<Double> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asDouble()));
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
