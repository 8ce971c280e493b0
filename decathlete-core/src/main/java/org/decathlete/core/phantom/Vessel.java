package org.decathlete.core.phantom;

import java.util.SplittableRandom;

/** A tube that winds along one axis. */
final class Vessel implements Shape {
    private final int axis;
    private final double radius;
    private final double[] path = new double[8];

    /**
     * @param axis the axis that it runs along: 0 z, 1 y, 2 x
     * @param spread how far from the centre of the body it may start, in mm
     */
    Vessel(int axis, double spread, SplittableRandom random) {
        this.axis = axis;
        this.radius = random.nextDouble(1.0, 2.4);
        for (int side = 0; side < 2; side++) {
            path[side * 4] = random.nextDouble(-spread, spread);
            path[side * 4 + 1] = random.nextDouble(-0.25, 0.25);
            path[side * 4 + 2] = random.nextDouble(1.0, 4.0);
            path[side * 4 + 3] = random.nextDouble(2 * Math.PI);
        }
    }

    @Override
    public double distance(double z, double y, double x) {
        return switch (axis) {
            case 0 -> across(z, y, x);
            case 1 -> across(y, z, x);
            default -> across(x, z, y);
        };
    }

    private double across(double along, double first, double second) {
        return Math.hypot(first - centre(0, along), second - centre(4, along)) - radius;
    }

    private double centre(int from, double along) {
        return path[from] + path[from + 1] * along + path[from + 2] * Math.sin(along / 9 + path[from + 3]);
    }
}
