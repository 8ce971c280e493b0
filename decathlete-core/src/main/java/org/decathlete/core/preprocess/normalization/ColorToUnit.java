package org.decathlete.core.preprocess.normalization;

import org.decathlete.core.run.DecathleteException;

/** Colour values from 0 to 255 become 0 to 1. */
record ColorToUnit() implements Normalization {
    private static final float WHITE = 255;

    @Override
    public void apply(float[] image, short[] labels) {
        for (int i = 0; i < image.length; i++) {
            if (image[i] < 0 || image[i] > WHITE) {
                throw DecathleteException.data("a voxel has the value " + image[i]
                        + ", and RGBTo01Normalization takes 0 to 255; give the channel another name in dataset.json");
            }
            image[i] /= WHITE;
        }
    }
}
