package org.decathlete.nn.augment.intensity;

/** The taps of nnU-Net's Gaussian blur. */
public final class GaussianKernel {
    private static final double LENGTH_IN_SIGMAS = 6;

    private GaussianKernel() {}

    /**
     * Normalised taps, the nearest odd number of them to 6σ + ½ and at least three.
     *
     * @param sigma standard deviation in voxels, above 0
     */
    public static float[] taps(double sigma) {
        int radius = radius(sigma);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = (i - radius) / sigma;
            weights[i] = Math.exp(-0.5 * distance * distance);
            sum += weights[i];
        }
        float[] taps = new float[weights.length];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = (float) (weights[i] / sum);
        }
        return taps;
    }

    private static int radius(double sigma) {
        return (int) Math.max(1, Math.floor((LENGTH_IN_SIGMAS * sigma + 0.5) / 2));
    }
}
