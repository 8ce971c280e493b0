package org.decathlete.core.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides how a case is preprocessed: equal specs give equal preprocessed cases.
 *
 * @param transposeForward axis {@code transposeForward[k]} of the file's (z, y, x) becomes axis k; 3 entries
 * @param spacing target spacing in mm along the transposed axes: 3 entries, or 2 for a 2D configuration, which keeps each
 *     case's own spacing along the first transposed axis
 * @param normalizationSchemes nnU-Net's class name per channel, such as {@code ZScoreNormalization}
 * @param useMaskForNorm per channel, whether only voxels inside the nonzero region are normalised
 * @param imageOrder spline order of the image's resampling, 3 in nnU-Net
 * @param labelOrder spline order of the label map's resampling, 1 in nnU-Net
 * @param orderZ spline order along an axis that is resampled separately, 0 in nnU-Net
 * @param forceSeparateZ whether the coarsest axis is resampled separately; null decides by the anisotropy of each case
 * @param intensities per channel, the intensities of the training cases' foreground
 */
public record PreprocessingSpec(
        int[] transposeForward,
        double[] spacing,
        List<String> normalizationSchemes,
        List<Boolean> useMaskForNorm,
        int imageOrder,
        int labelOrder,
        int orderZ,
        @Nullable Boolean forceSeparateZ,
        List<IntensityProperties> intensities) {

    public PreprocessingSpec {
        transposeForward = transposeForward.clone();
        spacing = spacing.clone();
        normalizationSchemes = List.copyOf(normalizationSchemes);
        useMaskForNorm = List.copyOf(useMaskForNorm);
        intensities = List.copyOf(intensities);
        int[] sorted = transposeForward.clone();
        Arrays.sort(sorted);
        require(
                Arrays.equals(sorted, new int[] {0, 1, 2}),
                "transposeForward",
                Arrays.toString(transposeForward),
                "each of 0, 1, 2 once");
        require(
                (spacing.length == 2 || spacing.length == 3)
                        && Arrays.stream(spacing).allMatch(s -> s > 0 && Double.isFinite(s)),
                "spacing",
                Arrays.toString(spacing),
                "2 or 3 finite values above 0");
        int channels = normalizationSchemes.size();
        require(channels >= 1, "normalizationSchemes", normalizationSchemes, "one entry per channel");
        require(useMaskForNorm.size() == channels, "useMaskForNorm", useMaskForNorm, channels + " entries");
        require(intensities.size() == channels, "intensities", intensities, channels + " entries");
    }

    @Override
    public int[] transposeForward() {
        return transposeForward.clone();
    }

    @Override
    public double[] spacing() {
        return spacing.clone();
    }

    /** Number of image channels. */
    public int channels() {
        return normalizationSchemes.size();
    }

    /** Whether slices along the first transposed axis are segmented one by one. */
    public boolean sliceWise() {
        return spacing.length == 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PreprocessingSpec spec
                && Arrays.equals(transposeForward, spec.transposeForward)
                && Arrays.equals(spacing, spec.spacing)
                && normalizationSchemes.equals(spec.normalizationSchemes)
                && useMaskForNorm.equals(spec.useMaskForNorm)
                && imageOrder == spec.imageOrder
                && labelOrder == spec.labelOrder
                && orderZ == spec.orderZ
                && Objects.equals(forceSeparateZ, spec.forceSeparateZ)
                && intensities.equals(spec.intensities);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(transposeForward),
                Arrays.hashCode(spacing),
                normalizationSchemes,
                useMaskForNorm,
                imageOrder,
                labelOrder,
                orderZ,
                forceSeparateZ,
                intensities);
    }

    private static void require(boolean holds, String field, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "PreprocessingSpec." + field + " is " + value + ", expected " + expected);
        }
    }
}
