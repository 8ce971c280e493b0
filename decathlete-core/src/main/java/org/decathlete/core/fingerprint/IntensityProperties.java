package org.decathlete.core.fingerprint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The intensities of one channel inside everything that is to be segmented, over all cases; every case weighs the same. In the
 * units of the image files. JSON names are nnU-Net's.
 *
 * @param mean mean
 * @param median 50th percentile
 * @param std population standard deviation, at least 0
 * @param min smallest value
 * @param max largest value
 * @param percentile99_5 99.5th percentile
 * @param percentile00_5 0.5th percentile
 */
@JsonPropertyOrder(alphabetic = true)
public record IntensityProperties(
        double mean,
        double median,
        double std,
        double min,
        double max,
        @JsonProperty("percentile_99_5") double percentile99_5,
        @JsonProperty("percentile_00_5") double percentile00_5) {}
