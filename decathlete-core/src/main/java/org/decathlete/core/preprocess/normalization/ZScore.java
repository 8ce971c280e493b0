package org.decathlete.core.preprocess.normalization;

/**
 * Mean 0 and standard deviation 1 (of the population) over this image.
 *
 * @param onlyInside over voxels inside the nonzero region alone; the others stay as they are
 */
record ZScore(boolean onlyInside) implements Normalization {

    @Override
    public void apply(float[] image, short[] labels) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < image.length; i++) {
            if (!onlyInside || labels[i] >= 0) {
                sum += image[i];
                count++;
            }
        }
        if (count == 0) {
            return;
        }
        float mean = (float) (sum / count);
        double squares = 0;
        for (int i = 0; i < image.length; i++) {
            if (!onlyInside || labels[i] >= 0) {
                double deviation = image[i] - mean;
                squares += deviation * deviation;
            }
        }
        float deviation = Math.max((float) Math.sqrt(squares / count), SMALLEST_DIVISOR);
        for (int i = 0; i < image.length; i++) {
            if (!onlyInside || labels[i] >= 0) {
                image[i] = (image[i] - mean) / deviation;
            }
        }
    }
}
