package org.decathlete.core.volume;

import java.util.Arrays;

/**
 * The lattice on which voxels lie, and its place in the patient.
 *
 * <p>The centre of voxel (z, y, x) lies at {@code origin + direction · (z·spacing[0], y·spacing[1], x·spacing[2])}.
 *
 * @param size number of voxels along the array axes (z, y, x), each at least 1; a 2D image has z = 1
 * @param spacing distance between voxel centres in mm along the array axes (z, y, x), each finite and above 0
 * @param origin position (x, y, z) of the centre of voxel (0, 0, 0), LPS, in mm
 * @param direction 3×3, row-major; the rows are the patient's x, y, z (LPS), column k is the unit vector along array axis k;
 *     a sheared file keeps its columns as they are, not orthogonal
 */
public record Grid(int[] size, double[] spacing, double[] origin, double[] direction) {

    /** The direction of a volume whose array axes run along the patient's z, y and x. */
    private static final double[] AXES_ALIGNED = {0, 0, 1, 0, 1, 0, 1, 0, 0};

    public Grid {
        requireLength("size", size.length, 3);
        requireLength("spacing", spacing.length, 3);
        requireLength("origin", origin.length, 3);
        requireLength("direction", direction.length, 9);
        long voxels = 1;
        for (int axis = 0; axis < 3; axis++) {
            if (size[axis] < 1) {
                throw new IllegalArgumentException("size " + Arrays.toString(size) + " has an axis below 1");
            }
            if (!(spacing[axis] > 0) || Double.isInfinite(spacing[axis])) {
                throw new IllegalArgumentException(
                        "spacing " + Arrays.toString(spacing) + " is not finite and above 0");
            }
            voxels *= size[axis];
            if (voxels > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "size " + Arrays.toString(size) + " has more voxels than one array can hold (2^31 - 9)");
            }
        }
        size = size.clone();
        spacing = spacing.clone();
        origin = origin.clone();
        direction = direction.clone();
    }

    /** A grid at the patient's origin whose array axes run along the patient's z, y and x. */
    public static Grid of(int[] size, double[] spacing) {
        return new Grid(size, spacing, new double[3], AXES_ALIGNED);
    }

    /** Number of voxels of one channel. */
    public int voxels() {
        return size[0] * size[1] * size[2];
    }

    /** Index of voxel (z, y, x) in an array of one channel. */
    public int index(int z, int y, int x) {
        return (z * size[1] + y) * size[2] + x;
    }

    @Override
    public int[] size() {
        return size.clone();
    }

    @Override
    public double[] spacing() {
        return spacing.clone();
    }

    @Override
    public double[] origin() {
        return origin.clone();
    }

    @Override
    public double[] direction() {
        return direction.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grid grid
                && Arrays.equals(size, grid.size)
                && Arrays.equals(spacing, grid.spacing)
                && Arrays.equals(origin, grid.origin)
                && Arrays.equals(direction, grid.direction);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(size) + Arrays.hashCode(spacing);
    }

    @Override
    public String toString() {
        return "Grid[size=" + Arrays.toString(size) + ", spacing=" + Arrays.toString(spacing) + ", origin="
                + Arrays.toString(origin) + ", direction=" + Arrays.toString(direction) + "]";
    }

    private static void requireLength(String field, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(field + " has " + length + " entries, expected " + expected);
        }
    }
}
