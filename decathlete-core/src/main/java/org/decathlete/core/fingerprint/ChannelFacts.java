package org.decathlete.core.fingerprint;

import java.util.Optional;

/**
 * The intensities of one channel of one case.
 *
 * @param imageMean mean over the whole image
 * @param imageStd population standard deviation over the whole image
 * @param foreground over all voxels with a label above 0, percentiles interpolated linearly; empty where there are none
 */
public record ChannelFacts(double imageMean, double imageStd, Optional<IntensityProperties> foreground) {}
