package org.decathlete.core.phantom;

import java.util.SplittableRandom;

/** A smooth random function of space: normal values on a periodic lattice, blended so that the slope is continuous. */
final class SmoothField {
    private static final int PERIOD = 32;

    private final float[] lattice = new float[PERIOD * PERIOD * PERIOD];
    private final double cell;

    /**
     * @param cell distance of lattice points in mm: the size of the structures
     */
    SmoothField(double cell, SplittableRandom random) {
        this.cell = cell;
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = (float) random.nextGaussian();
        }
    }

    /** Value at a point in mm (z, y, x), standard deviation roughly 0.6, mean 0 over space. */
    double at(double z, double y, double x) {
        double pz = z / cell;
        double py = y / cell;
        double px = x / cell;
        int iz = (int) Math.floor(pz);
        int iy = (int) Math.floor(py);
        int ix = (int) Math.floor(px);
        double wz = fade(pz - iz);
        double wy = fade(py - iy);
        double wx = fade(px - ix);
        double near = mix(row(iz, iy, ix, wx), row(iz, iy + 1, ix, wx), wy);
        double far = mix(row(iz + 1, iy, ix, wx), row(iz + 1, iy + 1, ix, wx), wy);
        return mix(near, far, wz);
    }

    private double row(int z, int y, int x, double weight) {
        int start = (Math.floorMod(z, PERIOD) * PERIOD + Math.floorMod(y, PERIOD)) * PERIOD;
        return mix(lattice[start + Math.floorMod(x, PERIOD)], lattice[start + Math.floorMod(x + 1, PERIOD)], weight);
    }

    private static double mix(double a, double b, double weight) {
        return a + (b - a) * weight;
    }

    private static double fade(double t) {
        return t * t * (3 - 2 * t);
    }
}
