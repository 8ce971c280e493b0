package org.decathlete.nn.augment.intensity;

/** Multiplies a channel by a factor. */
final class Brightness {

    private Brightness() {}

    static void apply(float[] channel, double factor) {
        float scale = (float) factor;
        for (int i = 0; i < channel.length; i++) {
            channel[i] *= scale;
        }
    }
}
