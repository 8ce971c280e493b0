package org.decathlete.core.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.decathlete.core.volume.Box;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every number of golden/metrics: MONAI, DeepMind surface-distance and nnU-Net. */
class MetricsGoldenTest {
    /** MONAI computes in single precision; distances are given in mm. */
    private static final double SINGLE_DISTANCE = 1e-5;

    private static final double SINGLE_RATIO = 1e-6;
    private static final double DOUBLE = 1e-9;

    @Test
    void reproducesEveryNumber() {
        Path folder = Golden.suite("metrics");
        int ran = 0;
        int found = 0;
        SoftAssertions softly = new SoftAssertions();
        for (Path file : Golden.files(folder, ".json")) {
            for (Entry<String, JsonNode> entry : Golden.json(file).properties()) {
                found++;
                JsonNode node = entry.getValue();
                if (!node.has("files") || !node.has("spacing_mm")) {
                    Golden.skipped("metrics", entry.getKey(), "no pair of masks");
                    continue;
                }
                check(softly, entry.getKey(), node, masks(folder, node.get("files")));
                ran++;
            }
        }
        softly.assertAll();
        Golden.report("metrics", ran, found);
        assertThat(ran).isEqualTo(found);
    }

    private record Masks(NumpyArray reference, NumpyArray prediction) {}

    private static Masks masks(Path folder, JsonNode files) {
        if (files.has("npz")) {
            Map<String, NumpyArray> arrays =
                    NumpyArray.readAll(folder.resolve(files.get("npz").asString()));
            return new Masks(requireNonNull(arrays.get("ref")), requireNonNull(arrays.get("pred")));
        }
        Path reference = folder.resolve(files.get("ref").asString());
        assertThat(Files.exists(reference)).isTrue();
        return new Masks(
                NumpyArray.read(reference),
                NumpyArray.read(folder.resolve(files.get("pred").asString())));
    }

    private static void check(SoftAssertions softly, String name, JsonNode node, Masks arrays) {
        int[] shape = arrays.reference().shape();
        boolean planar = shape.length == 2;
        int[] size = planar ? new int[] {1, shape[0], shape[1]} : shape;
        JsonNode mm = node.get("spacing_mm");
        double[] spacing = planar
                ? new double[] {1, mm.get(0).asDouble(), mm.get(1).asDouble()}
                : new double[] {
                    mm.get(0).asDouble(), mm.get(1).asDouble(), mm.get(2).asDouble()
                };
        int label = node.get("label").asInt();
        short[] reference = arrays.reference().shorts();
        short[] prediction = arrays.prediction().shorts();
        MaskPair pair =
                MaskPair.of(size, spacing, Box.whole(size), i -> prediction[i] == label, i -> reference[i] == label);
        Overlap overlap = overlap(prediction, reference, label);
        compare(softly, name, node.path("nnunet"), key -> nnunet(key, overlap), DOUBLE, DOUBLE);
        SurfaceDistances edges = pair.edgeVoxelDistances();
        SurfaceDistances surfels = pair.surfelDistances();
        compare(
                softly,
                name,
                node.path("monai"),
                key -> monai(key, overlap, edges, surfels),
                SINGLE_RATIO,
                SINGLE_DISTANCE);
        compare(
                softly,
                name,
                node.path("deepmind_surface_distance"),
                key -> deepmind(key, overlap, surfels),
                DOUBLE,
                DOUBLE);
    }

    private interface Measure {
        double of(String key);
    }

    private static void compare(
            SoftAssertions softly, String name, JsonNode expected, Measure measure, double ratio, double distance) {
        for (String key : new TreeSet<>(expected.propertyNames())) {
            JsonNode node = expected.get(key);
            double value = Golden.number(node);
            double actual = measure.of(key);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                softly.assertThat(actual).as("%s %s", name, key).isEqualTo(Double.valueOf(value));
            } else {
                double tolerance = (key.contains("hd") || key.contains("as") ? distance : ratio) * Math.max(1, value);
                softly.assertThat(actual).as("%s %s", name, key).isCloseTo(value, within(tolerance));
            }
        }
    }

    private static Overlap overlap(short[] prediction, short[] reference, int label) {
        long[] counts = new long[4];
        for (int i = 0; i < prediction.length; i++) {
            counts[(prediction[i] == label ? 1 : 0) + (reference[i] == label ? 2 : 0)]++;
        }
        return new Overlap(counts[3], counts[1], counts[2], counts[0]);
    }

    private static double nnunet(String key, Overlap overlap) {
        return switch (key) {
            case "Dice" -> overlap.dice();
            case "IoU" -> overlap.iou();
            case "TP" -> overlap.truePositives();
            case "FP" -> overlap.falsePositives();
            case "FN" -> overlap.falseNegatives();
            case "TN" -> overlap.trueNegatives();
            case "n_pred" -> overlap.predicted();
            case "n_ref" -> overlap.referenced();
            default -> throw new AssertionError("no such number of nnU-Net: " + key);
        };
    }

    private static double monai(String key, Overlap overlap, SurfaceDistances edges, SurfaceDistances surfels) {
        EdgeVoxelMetrics metrics = new EdgeVoxelMetrics(edges);
        if (key.startsWith("nsd_")) {
            double tolerance = tolerance(key);
            return key.startsWith("nsd_subvoxel_")
                    ? new EdgeVoxelMetrics(surfels).surfaceDice(tolerance)
                    : metrics.surfaceDice(tolerance);
        }
        boolean reference = overlap.referenced() > 0;
        return switch (key) {
            case "dice_ignore_empty_true" -> reference ? overlap.dice() : Double.NaN;
            case "dice_ignore_empty_false" -> overlap.bothEmpty() ? 1 : overlap.dice();
            case "iou_ignore_empty_true" -> reference ? overlap.iou() : Double.NaN;
            case "hd" -> metrics.hausdorff(100);
            case "hd95" -> metrics.hausdorff(95);
            case "hd95_directed_pred_to_ref" -> metrics.directedHausdorff(95);
            case "asd_pred_to_ref" -> metrics.directedAverage();
            case "assd" -> metrics.symmetricAverage();
            default -> throw new AssertionError("no such number of MONAI: " + key);
        };
    }

    private static double deepmind(String key, Overlap overlap, SurfaceDistances surfels) {
        SurfelMetrics metrics = new SurfelMetrics(surfels);
        if (key.startsWith("nsd_")) {
            return metrics.surfaceDice(tolerance(key));
        }
        if (key.startsWith("overlap_ref_")) {
            return surfels.referenceWithin(tolerance(key));
        }
        if (key.startsWith("overlap_pred_")) {
            return surfels.predictionWithin(tolerance(key));
        }
        return switch (key) {
            case "dice" -> overlap.dice();
            case "n_surfels_ref" -> surfels.fromReference().length;
            case "n_surfels_pred" -> surfels.fromPrediction().length;
            case "surface_area_ref" -> surfels.referenceArea();
            case "surface_area_pred" -> surfels.predictionArea();
            case "asd_ref_to_pred" -> surfels.averageFromReference();
            case "asd_pred_to_ref" -> surfels.averageFromPrediction();
            case "assd_mean_of_the_two_directions" ->
                (surfels.averageFromReference() + surfels.averageFromPrediction()) / 2;
            case "assd_area_weighted_over_both" -> metrics.symmetricAverage();
            case "hd" -> metrics.hausdorff(100);
            case "hd95" -> metrics.hausdorff(95);
            default -> throw new AssertionError("no such number of DeepMind: " + key);
        };
    }

    /** Of a key that ends with it, such as {@code nsd_1mm}. */
    private static double tolerance(String key) {
        return Double.parseDouble(key.replaceFirst(".*_", "").replaceFirst("mm$", ""));
    }
}
