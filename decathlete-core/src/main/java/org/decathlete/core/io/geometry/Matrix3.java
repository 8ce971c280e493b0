package org.decathlete.core.io.geometry;

/** The little of 3×3 matrices (row-major) that geometry needs. */
public final class Matrix3 {
    private static final int POLAR_STEPS = 60;

    private Matrix3() {}

    /** The signed volume of the box that the columns span. */
    public static double determinant(double[] m) {
        return m[0] * (m[4] * m[8] - m[5] * m[7])
                - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    /**
     * Euclidean length of a column.
     *
     * @param column 0, 1 or 2
     */
    public static double columnLength(double[] m, int column) {
        return Math.sqrt(m[column] * m[column] + m[3 + column] * m[3 + column] + m[6 + column] * m[6 + column]);
    }

    /** The orthonormal matrix nearest to one that is not singular: Newton's iteration for the polar decomposition (Higham 1986). */
    public static double[] nearestOrthonormal(double[] matrix) {
        double[] current = matrix.clone();
        for (int step = 0; step < POLAR_STEPS; step++) {
            double[] inverse = inverseTransposed(current);
            double change = 0;
            for (int i = 0; i < 9; i++) {
                double next = (current[i] + inverse[i]) / 2;
                change = Math.max(change, Math.abs(next - current[i]));
                current[i] = next;
            }
            if (change < 1e-15) {
                break;
            }
        }
        return current;
    }

    private static double[] inverseTransposed(double[] m) {
        double determinant = determinant(m);
        return new double[] {
            (m[4] * m[8] - m[5] * m[7]) / determinant,
            (m[5] * m[6] - m[3] * m[8]) / determinant,
            (m[3] * m[7] - m[4] * m[6]) / determinant,
            (m[2] * m[7] - m[1] * m[8]) / determinant,
            (m[0] * m[8] - m[2] * m[6]) / determinant,
            (m[1] * m[6] - m[0] * m[7]) / determinant,
            (m[1] * m[5] - m[2] * m[4]) / determinant,
            (m[2] * m[3] - m[0] * m[5]) / determinant,
            (m[0] * m[4] - m[1] * m[3]) / determinant
        };
    }
}
