package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/** A random change of one image channel that leaves the labels alone. */
@FunctionalInterface
interface ChannelTransform {

    /**
     * Changes {@code channel} in place.
     *
     * @param size its extent (z, y, x)
     */
    void apply(float[] channel, int[] size, SplittableRandom random);

    /** Changes each channel of a patch with the given probability, each with a strength of its own. */
    default Transform eachChannel(double probability) {
        return (patch, random) -> {
            for (float[] channel : patch.channels()) {
                if (random.nextDouble() < probability) {
                    apply(channel, patch.size(), random);
                }
            }
        };
    }
}
