package org.decathlete.core.fingerprint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;

/**
 * What a dataset looks like in numbers. As JSON it is nnU-Net's dataset_fingerprint.json.
 *
 * @param spacings spacing in mm of each case along the file's (z, y, x), cases in the order of their ids
 * @param shapesAfterCrop size of each case along the file's (z, y, x) after cropping to its nonzero region
 * @param medianRelativeSizeAfterCropping median over the cases of the share of voxels that cropping leaves, in (0, 1]
 * @param foregroundIntensityPropertiesPerChannel intensities of what is to be segmented, by channel number as text
 */
@JsonPropertyOrder(alphabetic = true)
public record Fingerprint(
        @JsonProperty("spacings") List<double[]> spacings,
        @JsonProperty("shapes_after_crop") List<int[]> shapesAfterCrop,
        @JsonProperty("median_relative_size_after_cropping") double medianRelativeSizeAfterCropping,

        @JsonProperty("foreground_intensity_properties_per_channel")
        Map<String, IntensityProperties> foregroundIntensityPropertiesPerChannel) {

    public Fingerprint {
        spacings = spacings.stream().map(double[]::clone).toList();
        shapesAfterCrop = shapesAfterCrop.stream().map(int[]::clone).toList();
        foregroundIntensityPropertiesPerChannel =
                Collections.unmodifiableSortedMap(new TreeMap<>(foregroundIntensityPropertiesPerChannel));
        require(!spacings.isEmpty() && spacings.size() == shapesAfterCrop.size(), "as many shapes as spacings");
        require(
                spacings.stream()
                        .allMatch(spacing -> spacing.length == 3
                                && Arrays.stream(spacing).allMatch(s -> s > 0 && Double.isFinite(s))),
                "spacings of three finite values above 0");
        require(
                shapesAfterCrop.stream()
                        .allMatch(shape ->
                                shape.length == 3 && Arrays.stream(shape).allMatch(edge -> edge >= 1)),
                "shapes of three values of at least 1");
    }

    /**
     * Reads a dataset_fingerprint.json, ours or nnU-Net's.
     *
     * @throws DecathleteException of kind DATA when the file is absent or is no fingerprint
     */
    public static Fingerprint read(Path file) {
        return Json.read(file, Fingerprint.class);
    }

    /** Writes a dataset_fingerprint.json as nnU-Net does. */
    public void write(Path file) {
        Json.write(file, this);
    }

    /** Number of cases. */
    public int caseCount() {
        return spacings.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint
                && Arrays.deepEquals(spacings.toArray(), fingerprint.spacings.toArray())
                && Arrays.deepEquals(shapesAfterCrop.toArray(), fingerprint.shapesAfterCrop.toArray())
                && medianRelativeSizeAfterCropping == fingerprint.medianRelativeSizeAfterCropping
                && foregroundIntensityPropertiesPerChannel.equals(fingerprint.foregroundIntensityPropertiesPerChannel);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.deepHashCode(spacings.toArray()),
                Arrays.deepHashCode(shapesAfterCrop.toArray()),
                medianRelativeSizeAfterCropping,
                foregroundIntensityPropertiesPerChannel);
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw DecathleteException.data("a fingerprint needs " + expected);
        }
    }
}
