package org.decathlete.core.io.geometry;

import java.util.Arrays;
import org.decathlete.core.volume.Grid;

/**
 * From voxel indices (i, j, k) in a file's order, i fastest, to a world in mm, LPS unless said otherwise:
 * {@code matrix · (i, j, k) + offset}.
 *
 * @param matrix 3×3, row-major
 * @param offset world position of voxel (0, 0, 0)
 */
public record Affine(double[] matrix, double[] offset) {
    /** Takes RAS to LPS, and LPS to RAS. */
    private static final double[] TURNED = {-1, -1, 1};

    /** Volume of the box of the three unit axes below which they count as lying in a plane. */
    private static final double SMALLEST_DETERMINANT = 1e-6;
    /** Below this a length has lost its digits. */
    private static final double SMALLEST_LENGTH = 1e-100;
    /** A column's length that differs from pixdim by less is pixdim, rounded differently. */
    private static final double ROUNDING = 1e-6;

    private static final double FLAT_SPACING = 999;

    /** Whether every number is finite and the axes span space. */
    public boolean isUsable() {
        if (!allFinite(matrix) || !allFinite(offset)) {
            return false;
        }
        double[] directions = matrix.clone();
        for (int column = 0; column < 3; column++) {
            double length = Matrix3.columnLength(matrix, column);
            if (!(length > SMALLEST_LENGTH) || Double.isInfinite(length)) {
                return false;
            }
            scaleColumn(directions, column, 1 / length);
        }
        return Math.abs(Matrix3.determinant(directions)) > SMALLEST_DETERMINANT;
    }

    /** In a world whose unit is so many times smaller. */
    public Affine scaled(double factor) {
        return new Affine(
                Arrays.stream(matrix).map(value -> value * factor).toArray(),
                Arrays.stream(offset).map(value -> value * factor).toArray());
    }

    /** In LPS where this is in RAS, in RAS where this is in LPS. */
    public Affine turned() {
        return flipped(TURNED);
    }

    /**
     * In a world whose axes point the other way where a sign is -1.
     *
     * @param signs of x, y and z: 1 or -1
     */
    public Affine flipped(double[] signs) {
        double[] m = matrix.clone();
        double[] moved = offset.clone();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                m[3 * row + column] = positiveZero(signs[row] * m[3 * row + column]);
            }
            moved[row] = positiveZero(signs[row] * moved[row]);
        }
        return new Affine(m, moved);
    }

    /** This, with the third axis at right angles to the other two: a flat file need not say anything about it. */
    public Affine withThirdAxisAcross() {
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
     * The grid, whose array axes are (k, j, i). A flat file gets one slice, 999 times as thick as the larger of the other
     * spacings, as nnU-Net has it.
     *
     * @param shape the extents of the file
     * @param pixdim declared spacing along (i, j, k); taken where it is the column's length but for rounding
     */
    public Grid grid(VolumeShape shape, double[] pixdim) {
        double[] spacing = new double[3];
        double[] direction = new double[9];
        for (int column = 0; column < 3; column++) {
            int axis = 2 - column;
            double length = Matrix3.columnLength(matrix, column);
            spacing[axis] = Math.abs(length - pixdim[column]) <= ROUNDING * pixdim[column] ? pixdim[column] : length;
            for (int row = 0; row < 3; row++) {
                direction[3 * row + axis] = positiveZero(matrix[3 * row + column] / length);
            }
        }
        if (shape.flat()) {
            spacing[0] = FLAT_SPACING * Math.max(spacing[1], spacing[2]);
        }
        double[] origin = Arrays.stream(offset).map(Affine::positiveZero).toArray();
        return new Grid(shape.size(), spacing, origin, direction);
    }

    /** The affine of a grid; the inverse of {@link #grid}. */
    public static Affine of(Grid grid) {
        double[] spacing = grid.spacing();
        double[] direction = grid.direction();
        double[] origin = grid.origin();
        double[] matrix = new double[9];
        double[] offset = new double[3];
        for (int row = 0; row < 3; row++) {
            offset[row] = origin[row];
            for (int column = 0; column < 3; column++) {
                int axis = 2 - column;
                matrix[3 * row + column] = positiveZero(direction[3 * row + axis] * spacing[axis]);
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
