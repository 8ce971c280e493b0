package org.decathlete.core.image;

import java.util.Arrays;

/**
 * The exact Euclidean distance from a voxel centre to the nearest of a set of points, with a spacing per axis.
 *
 * <p>Separable (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012): the distance along x is an
 * integer scan made once; what is left is a minimum over rows. {@link #everywhere} takes it by lower envelopes of parabolas in
 * time linear in the number of voxels. {@link #at}, for few voxels of which most lie near a point, searches the rows around
 * each of them outwards and stops where no row can be nearer; where that turns out to be slow it goes on by planes.
 */
public final class DistanceTransform {
    /** Rows looked at per voxel of the lattice before the search of {@link #at} is given up. */
    private static final int PATIENCE = 8;

    private final int depth;
    private final int height;
    private final int width;
    private final double[] squaredZ;
    private final double[] squaredY;
    /** Squared distance of k steps along x; infinite for {@code width} steps, which stands for a row without points. */
    private final double[] squaredX;
    /** Steps along x to the nearest point of the same row, {@code width} where there is none; memory is what limits the speed. */
    private final char[] steps;

    private long looked;

    private DistanceTransform(int[] size, double[] spacing) {
        depth = size[0];
        height = size[1];
        width = size[2];
        squaredZ = squares(depth, spacing[0]);
        squaredY = squares(height, spacing[1]);
        squaredX = Arrays.copyOf(squares(width, spacing[2]), width + 1);
        squaredX[width] = Double.POSITIVE_INFINITY;
        if (width > Character.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "size along x is " + width + ", expected at most " + (int) Character.MAX_VALUE);
        }
        steps = new char[depth * height * width];
    }

    /**
     * Prepares the distances to a set of points.
     *
     * @param points indices of voxels, {@code (z · size[1] + y) · size[2] + x}; where there are none every distance is infinite
     * @param size extent of the lattice (z, y, x)
     * @param spacing distance between neighbours (z, y, x), in mm
     */
    public static DistanceTransform to(int[] points, int[] size, double[] spacing) {
        DistanceTransform transform = new DistanceTransform(size, spacing);
        Arrays.fill(transform.steps, (char) transform.width);
        boolean[] occupied = new boolean[transform.depth * transform.height];
        for (int point : points) {
            transform.steps[point] = 0;
            occupied[point / transform.width] = true;
        }
        for (int row = 0; row < occupied.length; row++) {
            if (occupied[row]) {
                transform.scanRow(row * transform.width);
            }
        }
        return transform;
    }

    /**
     * Distances at some voxels.
     *
     * @param voxels indices as in {@link #to}
     * @return distance of each in mm, {@code sqrt(z² + y² + x²)} of the steps times the spacing to double precision
     */
    public double[] at(int[] voxels) {
        double[] squared = new double[voxels.length];
        long enough = PATIENCE * (long) steps.length;
        looked = 0;
        int done = 0;
        while (done < voxels.length && looked <= enough) {
            squared[done] = nearest(voxels[done]);
            done++;
        }
        if (done < voxels.length) {
            byPlanes(voxels, squared, done);
        }
        return squareRoots(squared);
    }

    /** Distances at every voxel of the lattice, in mm. */
    public double[] everywhere() {
        double[] squared = new double[steps.length];
        int area = height * width;
        Envelope alongY = new Envelope(squaredY);
        Envelope alongZ = new Envelope(squaredZ);
        for (int z = 0; z < depth; z++) {
            plane(z, squared, z * area, alongY);
        }
        for (int column = 0; column < area; column++) {
            alongZ.replace(squared, column, area);
        }
        return squareRoots(squared);
    }

    private void scanRow(int start) {
        int end = start + width;
        for (int i = start + 1; i < end; i++) {
            steps[i] = (char) Math.min(steps[i], Math.min(steps[i - 1] + 1, width));
        }
        for (int i = end - 2; i >= start; i--) {
            steps[i] = (char) Math.min(steps[i], steps[i + 1] + 1);
        }
    }

    private double nearest(int voxel) {
        int x = voxel % width;
        int y = voxel / width % height;
        int z = voxel / width / height;
        double best = nearestInPlane(z, y, x, 0, Double.POSITIVE_INFINITY);
        for (int k = 1; k < depth && squaredZ[k] < best; k++) {
            if (z >= k) {
                best = nearestInPlane(z - k, y, x, squaredZ[k], best);
            }
            if (z + k < depth) {
                best = nearestInPlane(z + k, y, x, squaredZ[k], best);
            }
        }
        return best;
    }

    private double nearestInPlane(int z, int y, int x, double alongZ, double bound) {
        int column = z * height * width + x;
        double best = Math.min(bound, alongZ + squaredX[steps[column + y * width]]);
        int reach = Math.max(y, height - 1 - y);
        int k = 1;
        for (; k <= reach; k++) {
            double alongBoth = alongZ + squaredY[k];
            if (alongBoth >= best) {
                break;
            }
            if (y >= k) {
                best = Math.min(best, alongBoth + squaredX[steps[column + (y - k) * width]]);
            }
            if (y + k < height) {
                best = Math.min(best, alongBoth + squaredX[steps[column + (y + k) * width]]);
            }
        }
        looked += k;
        return best;
    }

    private void byPlanes(int[] voxels, double[] squared, int from) {
        int area = height * width;
        double[] plane = new double[area];
        Envelope envelope = new Envelope(squaredY);
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
    private void plane(int z, double[] destination, int offset, Envelope envelope) {
        int area = height * width;
        for (int i = 0; i < area; i++) {
            destination[offset + i] = squaredX[steps[z * area + i]];
        }
        for (int x = 0; x < width; x++) {
            envelope.replace(destination, offset + x, width);
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

    /** Replaces f(p) by the minimum over q of f(q) + (p - q)²·spacing², along one line. */
    private static final class Envelope {
        private final double[] squares;
        private final double[] values;
        private final int[] apexes;
        private final double[] beginnings;

        Envelope(double[] squares) {
            this.squares = squares;
            values = new double[squares.length];
            apexes = new int[squares.length];
            beginnings = new double[squares.length + 1];
        }

        void replace(double[] line, int start, int stride) {
            int last = build(line, start, stride);
            if (last < 0) {
                return;
            }
            beginnings[last + 1] = Double.POSITIVE_INFINITY;
            int parabola = 0;
            for (int p = 0; p < squares.length; p++) {
                while (beginnings[parabola + 1] < p) {
                    parabola++;
                }
                int apex = apexes[parabola];
                line[start + p * stride] = values[apex] + squares[Math.abs(p - apex)];
            }
        }

        private int build(double[] line, int start, int stride) {
            int last = -1;
            for (int q = 0; q < squares.length; q++) {
                values[q] = line[start + q * stride];
                if (values[q] == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double meeting = Double.NEGATIVE_INFINITY;
                while (last >= 0) {
                    meeting = meeting(apexes[last], q);
                    if (meeting > beginnings[last]) {
                        break;
                    }
                    last--;
                    meeting = Double.NEGATIVE_INFINITY;
                }
                last++;
                apexes[last] = q;
                beginnings[last] = meeting;
            }
            return last;
        }

        /** Where the parabola of the later apex falls below the one of the earlier. */
        private double meeting(int earlier, int later) {
            double step = squares[1];
            return (earlier + later + (values[later] - values[earlier]) / (step * (later - earlier))) / 2;
        }
    }
}
