package org.decathlete.nn.augment.intensity;

/** Stretches a channel about its mean; the values stay within their former range. */
final class Contrast {

    private Contrast() {}

    static void apply(float[] channel, double factor) {
        float scale = (float) factor;
        ChannelStatistics before = ChannelStatistics.of(channel);
        float mean = (float) before.mean();
        for (int i = 0; i < channel.length; i++) {
            float stretched = (channel[i] - mean) * scale + mean;
            channel[i] = Math.min(before.max(), Math.max(before.min(), stretched));
        }
    }
}
