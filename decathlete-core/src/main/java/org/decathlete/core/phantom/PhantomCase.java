package org.decathlete.core.phantom;

import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * One synthetic patient.
 *
 * @param id such as {@code phantom_007}
 * @param image one channel, whole numbers of about 0 to 1500, no unit (as in magnetic resonance)
 * @param label 0 background, 1 and 2 the organs, on the image's grid
 */
public record PhantomCase(String id, Volume image, LabelVolume label) {}
