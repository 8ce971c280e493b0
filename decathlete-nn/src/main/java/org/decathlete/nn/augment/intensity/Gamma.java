package org.decathlete.nn.augment.intensity;

/**
 * Raises a channel, scaled to [0, 1], to a power, and gives it back its mean and standard deviation. Not
 * thread-safe.
 */
public final class Gamma {
    /** Smaller ranges and standard deviations are taken for this one. */
    public static final double SMALLEST = 1e-7;

    private final PowerTable power = new PowerTable();

    /**
     * Changes a channel.
     *
     * @param gamma the power
     * @param inverted whether the negative image is changed
     */
    void apply(float[] channel, double gamma, boolean inverted) {
        // Scaling to [0, 1] and restoring the moments both undo an affine map, so only the direction of the inversion
        // remains.
        ChannelStatistics before = ChannelStatistics.of(channel);
        double range = before.max() - before.min();
        float scale = (float) (1 / Math.max(range, SMALLEST));
        power.exponent(gamma);
        float sign = inverted ? -1 : 1;
        float origin = inverted ? before.max() : before.min();
        for (int i = 0; i < channel.length; i++) {
            float unit = sign * (channel[i] - origin) * scale;
            channel[i] = sign * power.of(Math.min(1, Math.max(0, unit))) * (float) range;
        }
        ChannelStatistics after = ChannelStatistics.of(channel);
        float restore = (float) (before.deviation() / Math.max(after.deviation(), SMALLEST));
        float mean = (float) after.mean();
        float shift = (float) before.mean();
        for (int i = 0; i < channel.length; i++) {
            channel[i] = (channel[i] - mean) * restore + shift;
        }
    }
}
