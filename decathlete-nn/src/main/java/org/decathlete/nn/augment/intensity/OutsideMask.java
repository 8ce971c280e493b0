package org.decathlete.nn.augment.intensity;

import java.util.List;
import org.decathlete.nn.augment.patch.Patch;

/**
 * Sets some channels to 0 where the label is -1, that is outside the body.
 *
 * @param masked per channel, whether it is masked
 */
public record OutsideMask(boolean[] masked) {

    /** @param useMaskForNorm per channel, whether it is 0 outside the body */
    public static OutsideMask of(List<Boolean> useMaskForNorm) {
        boolean[] masked = new boolean[useMaskForNorm.size()];
        for (int channel = 0; channel < masked.length; channel++) {
            masked[channel] = useMaskForNorm.get(channel);
        }
        return new OutsideMask(masked);
    }

    /** Changes a patch in place, while label -1 still stands for a voxel outside the case. */
    public void apply(Patch patch) {
        short[] labels = patch.labels();
        for (int channel = 0; channel < masked.length; channel++) {
            if (masked[channel]) {
                float[] values = patch.channels()[channel];
                for (int i = 0; i < labels.length; i++) {
                    if (labels[i] < 0) {
                        values[i] = 0;
                    }
                }
            }
        }
    }
}
