package org.decathlete.core.phantom;

import java.util.SplittableRandom;

/** The body itself: an elliptic cylinder along z whose outline differs with angle and height. */
final class Trunk implements Shape {
    private final double semiY;
    private final double semiX;
    private final double[] phases = new double[4];

    Trunk(double semiY, double semiX, SplittableRandom random) {
        this.semiY = semiY;
        this.semiX = semiX;
        for (int i = 0; i < phases.length; i++) {
            phases[i] = random.nextDouble(2 * Math.PI);
        }
    }

    @Override
    public double distance(double z, double y, double x) {
        double length = Math.max(Math.hypot(y, x), 1e-9);
        double ellipse = 1 / Math.hypot(y / length / semiY, x / length / semiX);
        double angle = Math.atan2(y, x);
        double outline = 1
                + 0.03 * Math.sin(2 * angle + phases[0])
                + 0.025 * Math.sin(3 * angle + phases[1])
                + 0.02 * Math.sin(5 * angle + z / 15 + phases[2])
                + 0.03 * Math.sin(z / 18 + phases[3]);
        return length - ellipse * outline;
    }
}
