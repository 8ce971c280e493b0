package org.decathlete.core.image;

import java.util.Arrays;

/**
 * The exact Euclidean distance from a voxel centre to the nearest of a set of points, with a spacing per axis.
 *
 * <p>{@link #everywhere} is separable (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012): an integer
 * scan along x, then lower envelopes of parabolas, in time linear in the number of voxels. {@link #at} is for few voxels of which
 * most lie near a point ({@link OutwardSearch}); where that turns out to be slow it goes on by planes.
 */
public final class DistanceTransform {
    /** Looks of the search of {@link #at} per voxel of the lattice that cost about as much as going by planes. */
    private static final int PATIENCE = 2;

    private final int depth;
    private final int height;
    private final int width;
    private final double[] squaredZ;
    private final double[] squaredY;
    private final double[] squaredX;
    private final BitVolume points;
    private final boolean empty;

    private DistanceTransform(BitVolume points, boolean empty, int[] size, double[] spacing) {
        this.points = points;
        this.empty = empty;
        depth = size[0];
        height = size[1];
        width = size[2];
        squaredZ = squares(depth, spacing[0]);
        squaredY = squares(height, spacing[1]);
        squaredX = squares(width, spacing[2]);
    }

    /**
     * Prepares the distances to a set of points.
     *
     * @param points indices of voxels, {@code (z · size[1] + y) · size[2] + x}; where there are none every distance is infinite
     * @param size extent of the lattice (z, y, x)
     * @param spacing distance between neighbours (z, y, x), in mm
     */
    public static DistanceTransform to(int[] points, int[] size, double[] spacing) {
        return new DistanceTransform(BitVolume.of(points, size), points.length == 0, size, spacing);
    }

    /**
     * Distances at some voxels.
     *
     * @param voxels indices as in {@link #to}; fastest where neighbours follow each other
     * @return distance of each in mm, {@code sqrt(z² + y² + x²)} of the steps times the spacing to double precision
     */
    public double[] at(int[] voxels) {
        double[] squared = new double[voxels.length];
        if (empty) {
            Arrays.fill(squared, Double.POSITIVE_INFINITY);
            return squared;
        }
        long enough = PATIENCE * (long) depth * height * width;
        OutwardSearch search = new OutwardSearch(points, squaredZ, squaredY, squaredX);
        int done = 0;
        while (done < voxels.length && search.looked() <= enough) {
            squared[done] = search.nearest(voxels[done]);
            done++;
        }
        if (done < voxels.length) {
            byPlanes(voxels, squared, done);
        }
        return squareRoots(squared);
    }

    /** Distances at every voxel of the lattice, in mm. */
    public double[] everywhere() {
        double[] squared = new double[depth * height * width];
        int area = height * width;
        LowerEnvelope alongY = new LowerEnvelope(squaredY);
        LowerEnvelope alongZ = new LowerEnvelope(squaredZ);
        for (int z = 0; z < depth; z++) {
            plane(z, squared, z * area, alongY);
        }
        for (int column = 0; column < area; column++) {
            alongZ.replace(squared, column, area);
        }
        return squareRoots(squared);
    }

    private void byPlanes(int[] voxels, double[] squared, int from) {
        int area = height * width;
        double[] plane = new double[area];
        LowerEnvelope envelope = new LowerEnvelope(squaredY);
        Arrays.fill(squared, from, squared.length, Double.POSITIVE_INFINITY);
        for (int z = 0; z < depth; z++) {
            plane(z, plane, 0, envelope);
            for (int i = from; i < voxels.length; i++) {
                int above = voxels[i] / area - z;
                double distance = plane[voxels[i] % area] + squaredZ[Math.abs(above)];
                squared[i] = Math.min(squared[i], distance);
            }
        }
    }

    /** Squared distances to the points of one plane. */
    private void plane(int z, double[] destination, int offset, LowerEnvelope envelope) {
        for (int y = 0; y < height; y++) {
            row(z * height + y, destination, offset + y * width);
        }
        for (int x = 0; x < width; x++) {
            envelope.replace(destination, offset + x, width);
        }
    }

    /** Squared distances to the points of one row. */
    private void row(int row, double[] destination, int offset) {
        int last = -1;
        for (int x = 0; x < width; x++) {
            if (points.isSet(row, x)) {
                last = x;
            }
            destination[offset + x] = last < 0 ? Double.POSITIVE_INFINITY : squaredX[x - last];
        }
        int next = -1;
        for (int x = width - 1; x >= 0; x--) {
            if (points.isSet(row, x)) {
                next = x;
            }
            if (next >= 0) {
                destination[offset + x] = Math.min(destination[offset + x], squaredX[next - x]);
            }
        }
    }

    private static double[] squares(int length, double spacing) {
        double[] squares = new double[length];
        for (int k = 0; k < length; k++) {
            double distance = k * spacing;
            squares[k] = distance * distance;
        }
        return squares;
    }

    private static double[] squareRoots(double[] squared) {
        for (int i = 0; i < squared.length; i++) {
            squared[i] = Math.sqrt(squared[i]);
        }
        return squared;
    }
}
