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
        byte[] inside = mask.inside();
        Points points = new Points();
        for (int z = mask.firstPlane(); z < mask.endPlane(); z++) {
            for (int y = 1; y < mask.size()[1] - 1; y++) {
                int row = z * mask.strideZ() + y * down;
                for (int i = row + 1; i < row + mask.size()[2] - 1; i++) {
                    if (inside[i] != 0
                            && (inside[i - 1]
                                            & inside[i + 1]
                                            & inside[i - down]
                                            & inside[i + down]
                                            & inside[i - up]
                                            & inside[i + up])
                                    == 0) {
                        points.add(i);
                    }
                }
            }
        }
        double[] weights = new double[points.count];
        Arrays.fill(weights, 1);
        return new Surface(mask.size(), mask.spacing(), points.toArray(), weights);
    }

    /**
     * Cells between 2×2×2 (planar: 2×2) voxels that the surface crosses. A cell weighs the area of the surface in it, and lies, as
     * a point of the lattice, at its lowest corner; the half voxel that it is off cancels between two surfaces.
     */
    static Surface surfels(Mask mask) {
        double[] areas =
                mask.planar() ? SurfaceElements.lengths(mask.spacing()) : SurfaceElements.areas(mask.spacing());
        int whole = areas.length - 1;
        int across = mask.planar() ? 2 : 4;
        Points points = new Points();
        Weights weights = new Weights();
        int planes = mask.planar() ? 1 : mask.size()[0] - 1;
        for (int z = 0; z < planes; z++) {
            for (int y = 0; y < mask.size()[1] - 1; y++) {
                int row = z * mask.strideZ() + y * mask.strideY();
                // The first column is margin, so the code starts from nothing and each step adds one column of corners.
                int code = 0;
                for (int i = row; i < row + mask.size()[2] - 1; i++) {
                    code = code >> across | column(mask, i + 1) << across;
                    if (code != 0 && code != whole) {
                        points.add(i);
                        weights.add(areas[code]);
                    }
                }
            }
        }
        return new Surface(mask.size(), mask.spacing(), points.toArray(), weights.toArray());
    }

    private static int column(Mask mask, int i) {
        byte[] inside = mask.inside();
        int near = inside[i] | inside[i + mask.strideY()] << 1;
        if (mask.planar()) {
            return near;
        }
        int above = i + mask.strideZ();
        return near | inside[above] << 2 | inside[above + mask.strideY()] << 3;
    }

    /** A growing list of indices. */
    private static final class Points {
        private int[] values = new int[1024];
        private int count;

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
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
