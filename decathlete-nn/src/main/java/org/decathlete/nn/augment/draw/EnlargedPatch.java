package org.decathlete.nn.augment.draw;

/**
 * How much of a case a patch needs before it is turned (nnU-Net's {@code get_patch_size}): the patch's corner turned about each
 * axis alone by the largest angle, divided by a margin for shrinking (0.85 there).
 */
public final class EnlargedPatch {
    private EnlargedPatch() {}

    /**
     * The size to read for a patch turned in space.
     *
     * @param patch (z, y, x)
     * @param angles largest angle about each axis, radians
     * @param margin in (0, 1]
     */
    public static int[] spatial(int[] patch, double[] angles, double margin) {
        double z = patch[0];
        double y = patch[1];
        double x = patch[2];
        double[] cos = new double[3];
        double[] sin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double angle = Math.min(Math.abs(angles[axis]), Math.PI / 2);
            cos[axis] = Math.cos(angle);
            sin[axis] = Math.sin(angle);
        }
        return new int[] {
            reach(margin, z, z * cos[1] - x * sin[1], z * cos[2] + y * sin[2]),
            reach(margin, y, y * cos[0] + x * sin[0], -z * sin[2] + y * cos[2]),
            reach(margin, x, -y * sin[0] + x * cos[0], z * sin[1] + x * cos[1])
        };
    }

    /**
     * The size to read for a patch turned in the plane of its last two axes; the first stays.
     *
     * @param patch (z, y, x)
     * @param angle largest angle, radians
     * @param margin in (0, 1]
     */
    public static int[] planar(int[] patch, double angle, double margin) {
        double turn = Math.min(Math.abs(angle), Math.PI / 2);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double y = patch[1];
        double x = patch[2];
        return new int[] {patch[0], reach(margin, y, y * cos + x * sin), reach(margin, x, x * cos - y * sin)};
    }

    private static int reach(double margin, double... extents) {
        double most = 0;
        for (double extent : extents) {
            most = Math.max(most, Math.abs(extent));
        }
        return (int) (most / margin);
    }
}
