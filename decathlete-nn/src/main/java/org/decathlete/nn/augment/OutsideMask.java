package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/**
 * Sets some channels to 0 where the label is -1, that is outside the body.
 *
 * @param masked per channel, whether it is masked
 */
record OutsideMask(boolean[] masked) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
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
