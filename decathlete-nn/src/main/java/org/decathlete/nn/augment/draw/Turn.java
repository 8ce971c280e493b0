package org.decathlete.nn.augment.draw;

/**
 * A patch turned and scaled about its centre: its voxel i takes the source's point {@code c' + matrix · (i − c)}, where c and c' are
 * the centres of both.
 *
 * @param matrix row-major, in voxels; 3×3 over (z, y, x), or 2×2 over (y, x) where planes are not mixed
 */
public record Turn(double[] matrix) {

    /**
     * Turned by an angle within the planes, then scaled.
     *
     * @param angle radians
     * @param scale voxels of the source to a voxel of the patch
     */
    public static Turn planar(double angle, double scale) {
        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        return new Turn(new double[] {cos, -sin, sin, cos});
    }

    /**
     * Scaled, then turned about the first, second and third axis.
     *
     * @param angles about (z, y, x), radians
     * @param scale voxels of the source to a voxel of the patch
     */
    public static Turn spatial(double[] angles, double scale) {
        double ca = Math.cos(angles[0]);
        double sa = Math.sin(angles[0]);
        double cb = Math.cos(angles[1]);
        double sb = Math.sin(angles[1]);
        double cc = Math.cos(angles[2]);
        double sc = Math.sin(angles[2]);
        double[] first = {1, 0, 0, 0, ca, -sa, 0, sa, ca};
        double[] second = {cb, 0, sb, 0, 1, 0, -sb, 0, cb};
        double[] third = {cc, -sc, 0, sc, cc, 0, 0, 0, 1};
        double[] matrix = product(third, product(second, first));
        for (int i = 0; i < 9; i++) {
            matrix[i] *= scale;
        }
        return new Turn(matrix);
    }

    /** Whether planes are not mixed. */
    public boolean isPlanar() {
        return matrix.length == 4;
    }

    /** The 3×3 matrix over (z, y, x), row-major. */
    public double[] inSpace() {
        return isPlanar() ? new double[] {1, 0, 0, 0, matrix[0], matrix[1], 0, matrix[2], matrix[3]} : matrix.clone();
    }

    private static double[] product(double[] left, double[] right) {
        double[] result = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    result[row * 3 + column] += left[row * 3 + k] * right[k * 3 + column];
                }
            }
        }
        return result;
    }
}
