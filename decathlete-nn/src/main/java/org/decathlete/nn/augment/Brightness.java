package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/** Multiplies a channel by a factor. */
record Brightness(Interval factor) implements ChannelTransform {

    @Override
    public void apply(float[] channel, int[] size, SplittableRandom random) {
        float scale = (float) factor.drawFactor(random);
        for (int i = 0; i < channel.length; i++) {
            channel[i] *= scale;
        }
    }
}
