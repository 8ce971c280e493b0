package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/**
 * Cuts a patch out of an enlarged one: turned and scaled with some probability, else its centre as it is, read straight from
 * the case. Not thread-safe.
 */
final class SpatialTransform {
    private final double rotationProbability;
    private final double scalingProbability;
    private final Interval angle;
    private final Interval scale;
    private final boolean planar;
    private final AffineSampling affine = new AffineSampling();
    private final PlanarSampling inPlane = new PlanarSampling();

    /**
     * @param angle bounds of each angle, radians
     * @param scale bounds of the factor common to all axes; above 1 shrinks what is seen
     * @param planar whether only the last two axes turn and scale
     */
    SpatialTransform(
            double rotationProbability, Interval angle, double scalingProbability, Interval scale, boolean planar) {
        this.rotationProbability = rotationProbability;
        this.angle = angle;
        this.scalingProbability = scalingProbability;
        this.scale = scale;
        this.planar = planar;
    }

    /**
     * Fills a patch.
     *
     * @param start where the enlarged patch begins in the case
     * @param enlarged its extent
     */
    void cut(PatchReader reader, int[] start, int[] enlarged, Patch patch, SplittableRandom random) {
        boolean turns = random.nextDouble() < rotationProbability;
        boolean scales = random.nextDouble() < scalingProbability;
        if (!turns && !scales) {
            centre(reader, start, enlarged, patch);
            return;
        }
        double[] angles = new double[planar ? 1 : 3];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = turns ? angle.draw(random) : 0;
        }
        double factor = scales ? scale.draw(random) : 1;
        if (planar) {
            inPlane.sample(reader, start, enlarged, turn(angles[0], factor), patch);
        } else {
            affine.sample(reader, start, enlarged, turn(angles, factor), patch);
        }
    }

    /** The middle of the enlarged patch, as it is. */
    static void centre(PatchReader reader, int[] start, int[] enlarged, Patch patch) {
        int[] from = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = start[axis] + enlarged[axis] / 2 - patch.size()[axis] / 2;
        }
        for (int channel = 0; channel < patch.channels().length; channel++) {
            reader.readImage(channel, from, patch.size(), patch.channels()[channel]);
        }
        reader.readLabels(from, patch.size(), patch.labels());
        if (patch.previous().labels().length > 0) {
            reader.readPrevious(from, patch.size(), patch.previous().labels());
        }
    }

    /** 2×2: turned by an angle, then scaled. */
    static double[] turn(double angle, double scale) {
        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        return new double[] {cos, -sin, sin, cos};
    }

    /** 3×3: scaled, then turned about the first, second and third axis. */
    static double[] turn(double[] angles, double scale) {
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
        return matrix;
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
