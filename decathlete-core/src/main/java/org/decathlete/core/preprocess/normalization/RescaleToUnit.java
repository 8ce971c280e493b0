package org.decathlete.core.preprocess.normalization;

/** This image's smallest value becomes 0, its largest 1. */
record RescaleToUnit() implements Normalization {

    @Override
    public void apply(float[] image, short[] labels) {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : image) {
            smallest = Math.min(smallest, value);
            largest = Math.max(largest, value);
        }
        float range = Math.max(largest - smallest, SMALLEST_DIVISOR);
        for (int i = 0; i < image.length; i++) {
            image[i] = (image[i] - smallest) / range;
        }
    }
}
