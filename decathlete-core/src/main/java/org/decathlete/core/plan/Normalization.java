package org.decathlete.core.plan;

import java.util.List;
import java.util.Locale;

/**
 * nnU-Net's choice of a normalisation by the name of the channel.
 *
 * @param scheme nnU-Net's class name
 * @param leavesOutside whether the scheme may leave voxels outside the nonzero region alone
 */
record Normalization(String scheme, boolean leavesOutside) {

    /** The scheme for a channel of this name, whatever its case; unknown names get the z-score. */
    static Normalization of(String channelName) {
        return switch (channelName.toLowerCase(Locale.ROOT)) {
            case "ct" -> new Normalization("CTNormalization", false);
            case "nonorm" -> new Normalization("NoNormalization", false);
            case "rescale_to_0_1" -> new Normalization("RescaleTo01Normalization", false);
            case "rgb_to_0_1" -> new Normalization("RGBTo01Normalization", false);
            default -> new Normalization("ZScoreNormalization", true);
        };
    }

    static List<Normalization> of(List<String> channelNames) {
        return channelNames.stream().map(Normalization::of).toList();
    }
}
