package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/** Stretches a channel about its mean; the values stay within their former range. */
record Contrast(Interval factor) implements ChannelTransform {

    @Override
    public void apply(float[] channel, int[] size, SplittableRandom random) {
        float scale = (float) factor.drawFactor(random);
        ChannelStatistics before = ChannelStatistics.of(channel);
        float mean = (float) before.mean();
        for (int i = 0; i < channel.length; i++) {
            float stretched = (channel[i] - mean) * scale + mean;
            channel[i] = Math.min(before.max(), Math.max(before.min(), stretched));
        }
    }
}
