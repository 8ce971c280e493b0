package org.decathlete.core.metrics;

import java.util.Arrays;

/**
 * The surface of a mask: points of the mask's lattice and how much surface each stands for.
 *
 * @param size extent of the lattice (z, y, x)
 * @param spacing (z, y, x) in mm
 * @param points indices into the lattice, rising
 * @param weights one per point
 */
record Surface(int[] size, double[] spacing, int[] points, double[] weights) {

    /** Voxels of the mask with a neighbour outside it, of the 6 (planar: 4) that share a face; each weighs 1. */
    static Surface edgeVoxels(Mask mask) {
        int up = mask.planar() ? 0 : mask.strideZ();
        int down = mask.strideY();
        int[] size = mask.size();
        long[] inside = mask.inside().words();
        Points points = new Points();
        for (int z = mask.firstPlane(); z < mask.endPlane(); z++) {
            for (int y = 1; y < size[1] - 1; y++) {
                int row = z * size[1] + y;
                int start = mask.inside().start(row);
                for (int i = start; i < start + down - 1; i++) {
                    long here = inside[i];
                    long left = (here << 1) | (inside[i - 1] >>> 63);
                    long interior = left
                            & ahead(inside, i)
                            & inside[i - down]
                            & inside[i + down]
                            & inside[i - up]
                            & inside[i + up];
                    points.add(here & ~interior, row * size[2] + (i - start) * Long.SIZE);
                }
            }
        }
        double[] weights = new double[points.count];
        Arrays.fill(weights, 1);
        return new Surface(size, mask.spacing(), points.toArray(), weights);
    }

    /**
     * Cells between 2×2×2 (planar: 2×2) voxels that the surface crosses. A cell weighs the area of the surface in it, and lies, as
     * a point of the lattice, at its lowest corner; the half voxel that it is off cancels between two surfaces.
     */
    static Surface surfels(Mask mask) {
        double[] areas =
                mask.planar() ? SurfaceElements.lengths(mask.spacing()) : SurfaceElements.areas(mask.spacing());
        int[] size = mask.size();
        int down = mask.strideY();
        int[] corners =
                mask.planar() ? new int[] {0, down} : new int[] {0, down, mask.strideZ(), mask.strideZ() + down};
        long[] inside = mask.inside().words();
        Points points = new Points();
        Weights weights = new Weights();
        int planes = mask.planar() ? 1 : size[0] - 1;
        long[] near = new long[corners.length];
        long[] far = new long[corners.length];
        for (int z = 0; z < planes; z++) {
            for (int y = 0; y < size[1] - 1; y++) {
                int row = z * size[1] + y;
                int start = mask.inside().start(row);
                for (int i = start; i < start + down - 1; i++) {
                    long some = 0;
                    long all = -1;
                    for (int k = 0; k < corners.length; k++) {
                        near[k] = inside[i + corners[k]];
                        far[k] = ahead(inside, i + corners[k]);
                        some |= near[k] | far[k];
                        all &= near[k] & far[k];
                    }
                    points.add(some & ~all, row * size[2] + (i - start) * Long.SIZE);
                    for (long crossed = some & ~all; crossed != 0; crossed &= crossed - 1) {
                        int x = Long.numberOfTrailingZeros(crossed);
                        weights.add(areas[code(near, x) | (code(far, x) << corners.length)]);
                    }
                }
            }
        }
        return new Surface(size, mask.spacing(), points.toArray(), weights.toArray());
    }

    /** A word of the neighbours one step ahead along x. */
    private static long ahead(long[] inside, int i) {
        return (inside[i] >>> 1) | (inside[i + 1] << 63);
    }

    /** The pattern of corners with the same x, as in {@link SurfaceElements}. */
    private static int code(long[] words, int x) {
        int code = 0;
        for (int k = 0; k < words.length; k++) {
            code |= (int) ((words[k] >>> x) & 1) << k;
        }
        return code;
    }

    /** A growing list of indices. */
    private static final class Points {
        private int[] values = new int[1024];
        private int count;

        /** Adds the set bits of a word, whose lowest stands for {@code first}. */
        void add(long word, int first) {
            if (count + Long.SIZE > values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            for (long left = word; left != 0; left &= left - 1) {
                values[count++] = first + Long.numberOfTrailingZeros(left);
            }
        }

        int[] toArray() {
            return Arrays.copyOf(values, count);
        }
    }

    /** A growing list of weights. */
    private static final class Weights {
        private double[] values = new double[1024];
        private int count;

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        double[] toArray() {
            return Arrays.copyOf(values, count);
        }
    }
}
