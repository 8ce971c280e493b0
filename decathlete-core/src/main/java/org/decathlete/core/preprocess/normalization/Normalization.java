package org.decathlete.core.preprocess.normalization;

import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.run.DecathleteException;

/** How the intensities of one channel are brought to a range that networks like. Named as nnU-Net's plans name them. */
public sealed interface Normalization permits ClipAndScale, ZScore, NoNormalization, RescaleToUnit, ColorToUnit {

    /** Smallest divisor, so that a constant image becomes 0 and not NaN. */
    float SMALLEST_DIVISOR = 1e-8f;

    /**
     * Normalises in place, in single precision as NumPy does.
     *
     * @param image finite intensities of one channel
     * @param labels one per voxel, negative outside the nonzero region
     */
    void apply(float[] image, short[] labels);

    /**
     * The normalisation that a plans file names.
     *
     * @param scheme nnU-Net's class name, such as {@code CTNormalization}
     * @param onlyInside whether a z-score is taken over, and applied to, the nonzero region alone
     * @param intensities of the training cases' foreground; the CT scheme needs them
     * @throws DecathleteException of kind DATA for an unknown scheme
     */
    static Normalization of(String scheme, boolean onlyInside, IntensityProperties intensities) {
        return switch (scheme) {
            case "CTNormalization" -> new ClipAndScale(intensities);
            case "ZScoreNormalization" -> new ZScore(onlyInside);
            case "NoNormalization" -> new NoNormalization();
            case "RescaleTo01Normalization" -> new RescaleToUnit();
            case "RGBTo01Normalization" -> new ColorToUnit();
            default ->
                throw DecathleteException.data("normalization scheme " + scheme + " is not known; use "
                        + "CTNormalization, ZScoreNormalization, NoNormalization, RescaleTo01Normalization or "
                        + "RGBTo01Normalization in normalization_schemes of the plans file");
        };
    }
}
