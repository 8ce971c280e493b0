package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/** Multiplies each channel by a factor of its own. */
record Brightness(Interval factor) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        for (float[] channel : patch.channels()) {
            float scale = (float) factor.drawFactor(random);
            for (int i = 0; i < channel.length; i++) {
                channel[i] *= scale;
            }
        }
    }
}
