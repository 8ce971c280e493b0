package org.decathlete.core.preprocess.restoration;

import java.util.function.IntFunction;
import org.decathlete.core.image.LinearTaps;

/**
 * Interpolates one channel linearly, one output plane at a time. The two input planes around an output plane are brought to its
 * width and height once and kept while z goes up.
 */
final class PlaneInterpolator {
    private final int[] shape;
    private final LinearTaps[] taps;
    private final boolean sameRows;
    private final boolean sameColumns;
    private final float[][] planes;
    private final int[] held = {-1, -1};
    private final float[] row;
    private IntFunction<float[]> input;

    /**
     * @param input the channel's planes by z, {@code [y][x]}; not changed
     * @param shape of the channel
     * @param taps along z, y and x
     */
    PlaneInterpolator(IntFunction<float[]> input, int[] shape, LinearTaps[] taps) {
        this.input = input;
        this.shape = shape;
        this.taps = taps;
        this.sameRows = taps[1].isIdentity(shape[1]);
        this.sameColumns = taps[2].isIdentity(shape[2]);
        this.planes = new float[2][sameRows && sameColumns ? 0 : taps[1].length() * taps[2].length()];
        this.row = new float[shape[2]];
    }

    /** Goes on with another channel of the same shape. */
    void begin(IntFunction<float[]> other) {
        input = other;
        held[0] = -1;
        held[1] = -1;
    }

    /**
     * Output plane {@code z}.
     *
     * @param scratch an array for it
     * @return {@code scratch}, or another array, not to be changed, where nothing had to be computed
     */
    float[] plane(int z, float[] scratch) {
        float weight = (float) taps[0].upperWeight()[z];
        float[] lower = inPlane(taps[0].lower()[z]);
        if (weight == 0) {
            return lower;
        }
        blend(lower, inPlane(taps[0].upper()[z]), 1 - weight, weight, scratch, scratch.length);
        return scratch;
    }

    private float[] inPlane(int z) {
        if (sameRows && sameColumns) {
            return input.apply(z);
        }
        int slot = z & 1;
        if (held[slot] != z) {
            fill(input.apply(z), planes[slot]);
            held[slot] = z;
        }
        return planes[slot];
    }

    private void fill(float[] source, float[] plane) {
        int width = taps[2].length();
        for (int y = 0; y < taps[1].length(); y++) {
            blendRows(source, taps[1].lower()[y] * shape[2], taps[1].upper()[y] * shape[2], (float)
                    taps[1].upperWeight()[y]);
            if (sameColumns) {
                System.arraycopy(row, 0, plane, y * width, width);
            } else {
                stretch(plane, y * width);
            }
        }
    }

    private void blendRows(float[] source, int lower, int upper, float weight) {
        float rest = 1 - weight;
        for (int x = 0; x < row.length; x++) {
            row[x] = rest * source[lower + x] + weight * source[upper + x];
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
