package org.decathlete.core.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** In what one fingerprint differs from another by more than the sampling of intensities in nnU-Net's explains. */
public final class FingerprintDifference {
    /** Sampled percentiles were seen to differ from exact ones by half a percent. */
    private static final double SAMPLING = 0.01;

    private static final double ROUNDING = 1e-6;

    private FingerprintDifference() {}

    /**
     * The differences in words; empty where the two describe the same data.
     *
     * @param given the fingerprint in question
     * @param extracted what the data really are
     */
    public static List<String> between(Fingerprint given, Fingerprint extracted) {
        List<String> differences = new ArrayList<>();
        if (given.caseCount() != extracted.caseCount()) {
            return List.of("it is of " + given.caseCount() + " cases, the dataset has " + extracted.caseCount());
        }
        for (int i = 0; i < given.caseCount(); i++) {
            int[] size = given.shapesAfterCrop().get(i);
            int[] found = extracted.shapesAfterCrop().get(i);
            if (!Arrays.equals(size, found)) {
                differences.add("shapes_after_crop[" + i + "] is " + Arrays.toString(size) + " instead of "
                        + Arrays.toString(found));
            }
            double[] spacing = given.spacings().get(i);
            double[] foundSpacing = extracted.spacings().get(i);
            if (!IntStream.range(0, spacing.length)
                    .allMatch(axis -> isNear(spacing[axis], foundSpacing[axis], ROUNDING * foundSpacing[axis]))) {
                differences.add("spacings[" + i + "] is " + Arrays.toString(spacing) + " instead of "
                        + Arrays.toString(foundSpacing));
            }
        }
        compare(
                "median_relative_size_after_cropping",
                given.medianRelativeSizeAfterCropping(),
                extracted.medianRelativeSizeAfterCropping(),
                ROUNDING,
                differences);
        Map<String, IntensityProperties> channels = given.foregroundIntensityPropertiesPerChannel();
        if (!channels.keySet()
                .equals(extracted.foregroundIntensityPropertiesPerChannel().keySet())) {
            differences.add("it has intensities of channels " + channels.keySet() + " instead of "
                    + extracted.foregroundIntensityPropertiesPerChannel().keySet());
            return differences;
        }
        channels.forEach((channel, one) -> intensities(
                channel,
                one,
                Objects.requireNonNull(
                        extracted.foregroundIntensityPropertiesPerChannel().get(channel)),
                differences));
        return differences;
    }

    /** The extremes are left out: nothing depends on them, and a sample may miss them. */
    private static void intensities(
            String channel, IntensityProperties given, IntensityProperties found, List<String> differences) {
        double spread = found.std();
        compare("mean of channel " + channel, given.mean(), found.mean(), spread, differences);
        compare("median of channel " + channel, given.median(), found.median(), spread, differences);
        compare("std of channel " + channel, given.std(), found.std(), spread, differences);
        compare(
                "percentile_00_5 of channel " + channel,
                given.percentile00_5(),
                found.percentile00_5(),
                spread,
                differences);
        compare(
                "percentile_99_5 of channel " + channel,
                given.percentile99_5(),
                found.percentile99_5(),
                spread,
                differences);
    }

    private static void compare(String name, double given, double found, double scale, List<String> differences) {
        if (!isNear(given, found, SAMPLING * Math.max(scale, Math.abs(found)))) {
            differences.add(name + " is " + given + " instead of " + found);
        }
    }

    private static boolean isNear(double one, double other, double tolerance) {
        return Math.abs(one - other) <= tolerance;
    }
}
