package org.decathlete.core.metrics;

import java.util.Arrays;

/**
 * How much surface a cell between neighbouring voxels holds, for each pattern of its corners.
 *
 * <p>Bit k of a cell's code says whether corner k is inside. In 3D the corner is {@code (k >> 1 & 1)} steps along z,
 * {@code (k & 1)} along y and {@code (k >> 2)} along x; in a plane {@code (k & 1)} along y and {@code (k >> 1)} along x.
 */
final class SurfaceElements {
    /** Per code the area vectors (z, y, x) of the triangles of {@link CellSurface}, in voxel units, one after the other. */
    private static final double[][] AREA_VECTORS = areaVectors();

    private SurfaceElements() {}

    /**
     * Surface area in mm² per 3D code (256 entries) for a spacing (z, y, x): the area of the triangles of {@link CellSurface},
     * stretched. Codes 0 and 255 have none.
     */
    static double[] areas(double[] spacing) {
        double acrossZ = spacing[1] * spacing[2];
        double acrossY = spacing[0] * spacing[2];
        double acrossX = spacing[0] * spacing[1];
        double[] areas = new double[256];
        for (int code = 0; code < 256; code++) {
            double[] vectors = AREA_VECTORS[code];
            for (int i = 0; i < vectors.length; i += 3) {
                double z = vectors[i] * acrossZ;
                double y = vectors[i + 1] * acrossY;
                double x = vectors[i + 2] * acrossX;
                areas[code] += Math.sqrt(z * z + y * y + x * x);
            }
        }
        return areas;
    }

    /**
     * Contour length in mm per planar code (16 entries): a line through the midpoints of the pixel edges it crosses, two lines,
     * each around one corner, where two opposite corners are inside. Only y and x of the spacing matter.
     */
    static double[] lengths(double[] spacing) {
        double around = Math.sqrt(spacing[1] * spacing[1] + spacing[2] * spacing[2]) / 2;
        double[] lengths = new double[16];
        for (int code = 1; code < 15; code++) {
            int low = code & 3;
            int high = code >> 2;
            if (Integer.bitCount(code) != 2) {
                lengths[code] = around;
            } else if (low == high) {
                lengths[code] = spacing[2];
            } else if (low == 0 || high == 0) {
                lengths[code] = spacing[1];
            } else {
                lengths[code] = 2 * around;
            }
        }
        return lengths;
    }

    private static double[][] areaVectors() {
        double[][] vectors = new double[256][];
        for (int code = 0; code < 256; code++) {
            vectors[code] = CellSurface.triangles(code).stream()
                    .flatMapToDouble(triangle -> Arrays.stream(triangle.areaVector()))
                    .toArray();
        }
        return vectors;
    }
}
