package org.decathlete.core.phantom;

import java.util.SplittableRandom;

/** An ellipsoid in any pose whose surface is dented by a few waves of low frequency, as organs are. */
final class Blob implements Shape {
    private static final int WAVES = 5;

    private final double[] centre;
    private final double[] semiAxes;
    private final double[] rotation;
    private final double[] waves = new double[WAVES * 5];

    /**
     * @param centre (z, y, x) in mm
     * @param semiAxes along its own axes in mm
     * @param tilt largest angle by which it is turned about each axis, in radians
     * @param dents amplitude of the surface waves, as a fraction of the radius
     */
    Blob(double[] centre, double[] semiAxes, double tilt, double dents, SplittableRandom random) {
        this.centre = centre.clone();
        this.semiAxes = semiAxes.clone();
        this.rotation = rotation(
                random.nextDouble(-tilt, tilt), random.nextDouble(-tilt, tilt), random.nextDouble(-tilt, tilt));
        for (int wave = 0; wave < WAVES; wave++) {
            for (int axis = 0; axis < 3; axis++) {
                waves[wave * 5 + axis] = 1.7 * random.nextGaussian();
            }
            waves[wave * 5 + 3] = random.nextDouble(2 * Math.PI);
            waves[wave * 5 + 4] = dents * random.nextDouble(0.5, 1.0) / Math.sqrt(WAVES);
        }
    }

    double[] centre() {
        return centre.clone();
    }

    /** Distance from the centre to the surface towards a unit vector (z, y, x), in mm. */
    double radius(double[] towards) {
        double far = 1000;
        return far - distance(centre[0] + far * towards[0], centre[1] + far * towards[1], centre[2] + far * towards[2]);
    }

    @Override
    public double distance(double z, double y, double x) {
        double dz = z - centre[0];
        double dy = y - centre[1];
        double dx = x - centre[2];
        double length = Math.sqrt(dz * dz + dy * dy + dx * dx);
        if (length < 1e-9) {
            return -Math.min(semiAxes[0], Math.min(semiAxes[1], semiAxes[2]));
        }
        double a = (rotation[0] * dz + rotation[1] * dy + rotation[2] * dx) / length;
        double b = (rotation[3] * dz + rotation[4] * dy + rotation[5] * dx) / length;
        double c = (rotation[6] * dz + rotation[7] * dy + rotation[8] * dx) / length;
        double ellipsoid = 1 / Math.sqrt(sq(a / semiAxes[0]) + sq(b / semiAxes[1]) + sq(c / semiAxes[2]));
        return length - ellipsoid * (1 + dent(a, b, c));
    }

    private double dent(double a, double b, double c) {
        double sum = 0;
        for (int i = 0; i < waves.length; i += 5) {
            sum += waves[i + 4] * Math.sin(waves[i] * a + waves[i + 1] * b + waves[i + 2] * c + waves[i + 3]);
        }
        return sum;
    }

    private static double sq(double value) {
        return value * value;
    }

    /** Product of the rotations about the first, second and third axis, row-major. */
    private static double[] rotation(double first, double second, double third) {
        double cf = Math.cos(first);
        double sf = Math.sin(first);
        double cs = Math.cos(second);
        double ss = Math.sin(second);
        double ct = Math.cos(third);
        double st = Math.sin(third);
        return new double[] {
            cs * ct,
            -cs * st,
            ss,
            cf * st + sf * ss * ct,
            cf * ct - sf * ss * st,
            -sf * cs,
            sf * st - cf * ss * ct,
            sf * ct + cf * ss * st,
            cf * cs
        };
    }
}
