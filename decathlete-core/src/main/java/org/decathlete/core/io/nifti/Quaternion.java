package org.decathlete.core.io.nifti;

/**
 * A rotation as NIfTI stores it: the unit quaternion (a, b, c, d) with a ≥ 0, of which b, c and d are written.
 *
 * @param b along x
 * @param c along y
 * @param d along z
 */
record Quaternion(double b, double c, double d) {
    private static final double NEARLY_HALF_TURN = 1e-7;

    /** The rotation matrix, row-major 3×3. */
    double[] matrix() {
        double x = b;
        double y = c;
        double z = d;
        double rest = 1 - (x * x + y * y + z * z);
        double w;
        if (rest < NEARLY_HALF_TURN) {
            double length = Math.sqrt(x * x + y * y + z * z);
            x /= length;
            y /= length;
            z /= length;
            w = 0;
        } else {
            w = Math.sqrt(rest);
        }
        return new double[] {
            w * w + x * x - y * y - z * z,
            2 * (x * y - w * z),
            2 * (x * z + w * y),
            2 * (x * y + w * z),
            w * w + y * y - x * x - z * z,
            2 * (y * z - w * x),
            2 * (x * z - w * y),
            2 * (y * z + w * x),
            w * w + z * z - x * x - y * y
        };
    }

    /** The quaternion of a rotation matrix, row-major 3×3 with determinant 1. */
    static Quaternion of(double[] m) {
        double[] squares = {
            1 + m[0] + m[4] + m[8], 1 + m[0] - m[4] - m[8], 1 - m[0] + m[4] - m[8], 1 - m[0] - m[4] + m[8]
        };
        int largest = 0;
        for (int i = 1; i < 4; i++) {
            largest = squares[i] > squares[largest] ? i : largest;
        }
        double twice = Math.sqrt(squares[largest]);
        double[] quaternion = switch (largest) {
            case 0 -> new double[] {squares[0], m[7] - m[5], m[2] - m[6], m[3] - m[1]};
            case 1 -> new double[] {m[7] - m[5], squares[1], m[1] + m[3], m[2] + m[6]};
            case 2 -> new double[] {m[2] - m[6], m[1] + m[3], squares[2], m[5] + m[7]};
            default -> new double[] {m[3] - m[1], m[2] + m[6], m[5] + m[7], squares[3]};
        };
        double scale = (quaternion[0] < 0 ? -0.5 : 0.5) / twice;
        return new Quaternion(quaternion[1] * scale, quaternion[2] * scale, quaternion[3] * scale);
    }
}
