package org.decathlete.core.preprocess.normalization;

/** Leaves the intensities as they are. */
record NoNormalization() implements Normalization {

    @Override
    public void apply(float[] image, short[] labels) {}
}
