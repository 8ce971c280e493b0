package org.decathlete.core.io;

import java.util.Arrays;
import org.decathlete.core.volume.Grid;

/**
 * From NIfTI's voxel indices (i, j, k) to its world, RAS in mm: {@code matrix · (i, j, k) + offset}.
 *
 * @param matrix 3×3, row-major
 * @param offset world position of voxel (0, 0, 0)
 */
record Affine(double[] matrix, double[] offset) {
    private static final double[] RAS_TO_LPS = {-1, -1, 1};
    /** Volume of the box of the three unit axes below which they count as lying in a plane. */
    private static final double SMALLEST_DETERMINANT = 1e-6;
    /** A column's length that differs from pixdim by less is pixdim, rounded differently. */
    private static final double ROUNDING = 1e-6;

    /** Whether every number is finite and the axes span space. */
    boolean isUsable() {
        if (!allFinite(matrix) || !allFinite(offset)) {
            return false;
        }
        double[] directions = matrix.clone();
        for (int column = 0; column < 3; column++) {
            double length = Matrix3.columnLength(matrix, column);
            if (!(length > 0) || Double.isInfinite(length)) {
                return false;
            }
            scaleColumn(directions, column, 1 / length);
        }
        return Math.abs(Matrix3.determinant(directions)) > SMALLEST_DETERMINANT;
    }

    Affine scaled(double factor) {
        return new Affine(
                Arrays.stream(matrix).map(value -> value * factor).toArray(),
                Arrays.stream(offset).map(value -> value * factor).toArray());
    }

    /** This, with the third axis at right angles to the other two: a flat file need not say anything about it. */
    Affine withThirdAxisAcross() {
        double[] m = matrix.clone();
        m[2] = m[3] * m[7] - m[6] * m[4];
        m[5] = m[6] * m[1] - m[0] * m[7];
        m[8] = m[0] * m[4] - m[3] * m[1];
        double length = Matrix3.columnLength(m, 2);
        if (length > 0) {
            scaleColumn(m, 2, 1 / length);
        }
        return new Affine(m, offset);
    }

    /**
     * The grid in LPS, whose array axes are (k, j, i).
     *
     * @param size voxels along (z, y, x)
     * @param pixdim declared spacing along (i, j, k); taken where it is the column's length but for rounding
     */
    Grid grid(int[] size, double[] pixdim) {
        double[] spacing = new double[3];
        double[] direction = new double[9];
        for (int column = 0; column < 3; column++) {
            int axis = 2 - column;
            double length = Matrix3.columnLength(matrix, column);
            spacing[axis] = Math.abs(length - pixdim[column]) <= ROUNDING * pixdim[column] ? pixdim[column] : length;
            for (int row = 0; row < 3; row++) {
                direction[3 * row + axis] = positiveZero(RAS_TO_LPS[row] * matrix[3 * row + column] / length);
            }
        }
        double[] origin = new double[3];
        for (int row = 0; row < 3; row++) {
            origin[row] = positiveZero(RAS_TO_LPS[row] * offset[row]);
        }
        return new Grid(size, spacing, origin, direction);
    }

    /** The affine of a grid; the inverse of {@link #grid}. */
    static Affine of(Grid grid) {
        double[] spacing = grid.spacing();
        double[] direction = grid.direction();
        double[] origin = grid.origin();
        double[] matrix = new double[9];
        double[] offset = new double[3];
        for (int row = 0; row < 3; row++) {
            offset[row] = positiveZero(RAS_TO_LPS[row] * origin[row]);
            for (int column = 0; column < 3; column++) {
                int axis = 2 - column;
                matrix[3 * row + column] = positiveZero(RAS_TO_LPS[row] * direction[3 * row + axis] * spacing[axis]);
            }
        }
        return new Affine(matrix, offset);
    }

    private static void scaleColumn(double[] m, int column, double factor) {
        for (int row = 0; row < 3; row++) {
            m[3 * row + column] *= factor;
        }
    }

    private static boolean allFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static double positiveZero(double value) {
        return value + 0.0;
    }
}
