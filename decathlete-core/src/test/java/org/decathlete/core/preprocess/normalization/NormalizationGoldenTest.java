package org.decathlete.core.preprocess.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.image.NonzeroCrop;
import org.decathlete.core.volume.Box;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NormalizationGoldenTest {
    private static final double TOLERANCE = 1e-5;

    @Test
    void normalisesAndCropsAsNnUnetDoes() {
        Path folder = Golden.suite("normalise");
        int ran = 0;
        int found = 0;
        for (Map.Entry<String, JsonNode> entry :
                Golden.json(Golden.file("normalise", "cases.json")).properties()) {
            JsonNode node = entry.getValue();
            if (!node.has("scheme")) {
                continue;
            }
            found++;
            if (node.get("scheme").asString().equals("crop_to_nonzero")) {
                checkCrop(folder, entry.getKey(), node);
            } else {
                checkNormalization(folder, entry.getKey(), node);
            }
            ran++;
        }
        Golden.report("normalise", ran, found);
    }

    private static void checkNormalization(Path folder, String name, JsonNode node) {
        float[] image = NumpyArray.read(folder.resolve(name + "_input.npy")).floats();
        NumpyArray expected = NumpyArray.read(folder.resolve(name + "_output.npy"));
        JsonNode segmentation = node.get("seg");
        short[] labels = segmentation.isNull()
                ? new short[image.length]
                : NumpyArray.read(folder.resolve(segmentation.asString())).shorts();
        Normalization.of(
                        node.get("scheme").asString(),
                        node.get("use_mask_for_norm").asBoolean(),
                        intensities(node.get("intensityproperties")))
                .apply(image, labels);
        double largest = 0;
        for (int i = 0; i < image.length; i++) {
            largest = Math.max(largest, Math.abs(image[i] - expected.values()[i]));
        }
        assertThat(largest).as(name).isLessThanOrEqualTo(TOLERANCE);
    }

    private static void checkCrop(Path folder, String name, JsonNode node) {
        NumpyArray input = NumpyArray.read(folder.resolve(name + "_input.npy"));
        NumpyArray expected = NumpyArray.read(folder.resolve(name + "_output.npy"));
        int[] size = input.slice(0).shape();
        List<float[]> channels = new ArrayList<>();
        for (int channel = 0; channel < input.shape()[0]; channel++) {
            channels.add(input.slice(channel).floats());
        }
        NonzeroCrop crop = NonzeroCrop.of(size, channels);
        JsonNode box = node.get("bbox_half_open");
        assertThat(crop.box()).as(name).isEqualTo(new Box(column(box, 0), column(box, 1)));
        for (int channel = 0; channel < channels.size(); channel++) {
            assertThat(crop.crop(channels.get(channel)))
                    .isEqualTo(expected.slice(channel).floats());
        }
        Path given = folder.resolve(name + "_input_seg.npy");
        short[] labels = Files.exists(given) ? NumpyArray.read(given).slice(0).shorts() : null;
        assertThat(crop.cropLabels(labels))
                .isEqualTo(NumpyArray.read(folder.resolve(name + "_output_seg.npy"))
                        .slice(0)
                        .shorts());
    }

    private static int[] column(JsonNode box, int index) {
        return IntStream.range(0, 3)
                .map(axis -> box.get(axis).get(index).asInt())
                .toArray();
    }

    private static IntensityProperties intensities(JsonNode node) {
        return new IntensityProperties(
                node.path("mean").asDouble(0),
                node.path("median").asDouble(0),
                node.path("std").asDouble(0),
                node.path("min").asDouble(0),
                node.path("max").asDouble(0),
                node.path("percentile_99_5").asDouble(0),
                node.path("percentile_00_5").asDouble(0));
    }
}
