package org.decathlete.nn.infer.window;

import java.util.Arrays;

/** How much each voxel of a tile counts: networks are surest in the middle, where they see all around. */
final class ImportanceMap {
    private static final double SIGMA = 1.0 / 8;
    private static final double TRUNCATION = 4;
    private static final double PEAK = 10;

    private ImportanceMap() {}

    /**
     * A Gaussian around the tile's middle voxel (nnU-Net, compute_gaussian): standard deviation an eighth of each edge, cut off
     * at four of them, 10 at its highest; what would be 0 gets the smallest value above 0.
     *
     * @param tile edges, any number of axes
     * @return in C order, all above 0
     */
    static float[] gaussian(int[] tile) {
        double[] map = {1};
        for (int edge : tile) {
            map = outer(map, bell(edge));
        }
        double highest = Arrays.stream(map).max().orElseThrow();
        float[] scaled = new float[map.length];
        float smallest = Float.MAX_VALUE;
        for (int i = 0; i < map.length; i++) {
            scaled[i] = (float) (map[i] / highest * PEAK);
            smallest = scaled[i] > 0 ? Math.min(smallest, scaled[i]) : smallest;
        }
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.max(scaled[i], smallest);
        }
        return scaled;
    }

    /** Every voxel counts the same. */
    static float[] uniform(int[] tile) {
        float[] map = new float[Arrays.stream(tile).reduce(1, Math::multiplyExact)];
        Arrays.fill(map, 1);
        return map;
    }

    /** What a Gaussian filter of kernel sum 1 makes of an impulse at the middle of a line of zeros. */
    private static double[] bell(int edge) {
        double sigma = edge * SIGMA;
        int radius = (int) (TRUNCATION * sigma + 0.5);
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += weight(i, sigma);
        }
        double[] bell = new double[edge];
        int middle = edge / 2;
        for (int i = Math.max(0, middle - radius); i < Math.min(edge, middle + radius + 1); i++) {
            bell[i] = weight(i - middle, sigma) / sum;
        }
        return bell;
    }

    private static double weight(int distance, double sigma) {
        return Math.exp(-0.5 * distance * distance / (sigma * sigma));
    }

    private static double[] outer(double[] slow, double[] fast) {
        double[] product = new double[Math.multiplyExact(slow.length, fast.length)];
        for (int i = 0; i < slow.length; i++) {
            for (int j = 0; j < fast.length; j++) {
                product[i * fast.length + j] = slow[i] * fast[j];
            }
        }
        return product;
    }
}
