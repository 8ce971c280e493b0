package org.decathlete.core.preprocess.normalization;

import org.decathlete.core.fingerprint.IntensityProperties;

/** For CT, whose units mean the same in every scan: clipped to the dataset's percentiles 0.5 and 99.5, then its mean and deviation. */
record ClipAndScale(IntensityProperties intensities) implements Normalization {

    @Override
    public void apply(float[] image, short[] labels) {
        float low = (float) intensities.percentile00_5();
        float high = (float) intensities.percentile99_5();
        float mean = (float) intensities.mean();
        float deviation = Math.max((float) intensities.std(), SMALLEST_DIVISOR);
        for (int i = 0; i < image.length; i++) {
            image[i] = (Math.min(Math.max(image[i], low), high) - mean) / deviation;
        }
    }
}
