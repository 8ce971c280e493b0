package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/** Stretches each channel about its mean by a factor of its own; the values stay within their former range. */
record Contrast(Interval factor) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        for (float[] channel : patch.channels()) {
            float scale = (float) factor.drawFactor(random);
            ChannelStatistics before = ChannelStatistics.of(channel);
            float mean = (float) before.mean();
            for (int i = 0; i < channel.length; i++) {
                float stretched = (channel[i] - mean) * scale + mean;
                channel[i] = Math.min(before.max(), Math.max(before.min(), stretched));
            }
        }
    }
}
