package org.decathlete.core.image;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rows around a voxel from the nearest outwards, as steps along z and y without their sign.
 *
 * @param squared squared distance of each, rising
 * @param z steps along z
 * @param y steps along y
 * @param limit rows that are not listed are at least this far, squared
 */
record RowOffsets(double[] squared, int[] z, int[] y, double limit) {
    private static final int FARTHEST = 32;

    /**
     * Lists the rows of a lattice.
     *
     * @param squaredZ squared distance of k steps along z
     * @param squaredY the same along y
     */
    static RowOffsets of(double[] squaredZ, double[] squaredY) {
        int depth = Math.min(squaredZ.length, FARTHEST);
        int height = Math.min(squaredY.length, FARTHEST);
        double limit = Math.min(beyond(squaredZ, depth), beyond(squaredY, height));
        int[] order = IntStream.range(0, depth * height)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> squaredZ[i / height] + squaredY[i % height]))
                .mapToInt(Integer::intValue)
                .filter(i -> squaredZ[i / height] + squaredY[i % height] < limit)
                .toArray();
        double[] squared = new double[order.length];
        int[] z = new int[order.length];
        int[] y = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            z[i] = order[i] / height;
            y[i] = order[i] % height;
            squared[i] = squaredZ[z[i]] + squaredY[y[i]];
        }
        return new RowOffsets(squared, z, y, limit);
    }

    private static double beyond(double[] squared, int listed) {
        return listed < squared.length ? squared[listed] : Double.POSITIVE_INFINITY;
    }
}
