package org.decathlete.nn.augment.intensity;

import java.util.SplittableRandom;

/** Adds normal noise. */
final class GaussianNoise {

    private GaussianNoise() {}

    /** @param deviation standard deviation (batchgenerators calls it variance and uses it as this) */
    static void apply(float[] channel, double deviation, SplittableRandom random) {
        float sigma = (float) deviation;
        for (int i = 0; i < channel.length; i++) {
            channel[i] += sigma * (float) random.nextGaussian();
        }
    }
}
