package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/**
 * Adds normal noise; one standard deviation for all channels.
 *
 * @param deviation bounds of the standard deviation (batchgenerators calls it variance and uses it as this)
 * @param channelProbability for each channel by itself
 */
record GaussianNoise(Interval deviation, double channelProbability) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        float sigma = (float) deviation.draw(random);
        for (float[] channel : patch.channels()) {
            if (random.nextDouble() < channelProbability) {
                for (int i = 0; i < channel.length; i++) {
                    channel[i] += sigma * (float) random.nextGaussian();
                }
            }
        }
    }
}
