package org.decathlete.nn.augment.intensity;

/** Smallest, largest and mean value of one channel of a patch, and its unbiased standard deviation. */
record ChannelStatistics(float min, float max, double mean, double deviation) {

    static ChannelStatistics of(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        double shift = values[0];
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            double shifted = value - shift;
            sum += shifted;
            squares += shifted * shifted;
        }
        int count = values.length;
        double variance = count > 1 ? Math.max(0, (squares - sum * sum / count) / (count - 1)) : 0;
        return new ChannelStatistics(min, max, shift + sum / count, Math.sqrt(variance));
    }
}
