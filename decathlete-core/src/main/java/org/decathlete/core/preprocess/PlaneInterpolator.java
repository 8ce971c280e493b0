package org.decathlete.core.preprocess;

import org.decathlete.core.image.LinearTaps;

/**
 * Interpolates one channel linearly, one output plane at a time. The two input planes around an output plane are brought to its
 * width and height once and kept while z goes up.
 */
final class PlaneInterpolator {
    private final float[] channel;
    private final int[] shape;
    private final LinearTaps[] taps;
    private final boolean sameRows;
    private final boolean sameColumns;
    private final float[][] planes;
    private final int[] held = {-1, -1};
    private final float[] row;

    /** @param taps along z, y and x */
    PlaneInterpolator(float[] channel, int[] shape, LinearTaps[] taps) {
        this.channel = channel;
        this.shape = shape;
        this.taps = taps;
        this.sameRows = taps[1].isIdentity(shape[1]);
        this.sameColumns = taps[2].isIdentity(shape[2]);
        this.planes = new float[2][taps[1].length() * taps[2].length()];
        this.row = new float[shape[2]];
    }

    /** Writes output plane {@code z}. */
    void plane(int z, float[] destination) {
        float weight = (float) taps[0].upperWeight()[z];
        float[] lower = inPlane(taps[0].lower()[z]);
        if (weight == 0) {
            System.arraycopy(lower, 0, destination, 0, lower.length);
            return;
        }
        blend(lower, inPlane(taps[0].upper()[z]), 1 - weight, weight, destination, destination.length);
    }

    private float[] inPlane(int z) {
        int slot = z & 1;
        if (held[slot] != z) {
            fill(z, planes[slot]);
            held[slot] = z;
        }
        return planes[slot];
    }

    private void fill(int z, float[] plane) {
        int base = z * shape[1] * shape[2];
        if (sameRows && sameColumns) {
            System.arraycopy(channel, base, plane, 0, plane.length);
            return;
        }
        int width = taps[2].length();
        for (int y = 0; y < taps[1].length(); y++) {
            blendRows(base + taps[1].lower()[y] * shape[2], base + taps[1].upper()[y] * shape[2], (float)
                    taps[1].upperWeight()[y]);
            if (sameColumns) {
                System.arraycopy(row, 0, plane, y * width, width);
            } else {
                stretch(plane, y * width);
            }
        }
    }

    private void blendRows(int lower, int upper, float weight) {
        float rest = 1 - weight;
        for (int x = 0; x < row.length; x++) {
            row[x] = rest * channel[lower + x] + weight * channel[upper + x];
        }
    }

    private void stretch(float[] plane, int at) {
        int[] lower = taps[2].lower();
        int[] upper = taps[2].upper();
        double[] weights = taps[2].upperWeight();
        for (int x = 0; x < lower.length; x++) {
            float weight = (float) weights[x];
            plane[at + x] = (1 - weight) * row[lower[x]] + weight * row[upper[x]];
        }
    }

    private static void blend(float[] a, float[] b, float wa, float wb, float[] destination, int length) {
        for (int i = 0; i < length; i++) {
            destination[i] = wa * a[i] + wb * b[i];
        }
    }
}
