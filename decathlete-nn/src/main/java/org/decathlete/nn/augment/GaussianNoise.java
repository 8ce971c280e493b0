package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/**
 * Adds normal noise; one standard deviation for all channels.
 *
 * @param deviation bounds of the standard deviation (batchgenerators calls it variance and uses it as this)
 */
record GaussianNoise(Interval deviation) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        float sigma = (float) deviation.draw(random);
        for (float[] channel : patch.channels()) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] += sigma * (float) random.nextGaussian();
            }
        }
    }
}
