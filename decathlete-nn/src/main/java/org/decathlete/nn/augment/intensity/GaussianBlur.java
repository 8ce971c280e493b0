package org.decathlete.nn.augment.intensity;

/**
 * Blurs a channel by a separable Gaussian with a width of its own per axis; the image is continued by
 * reflection about its border voxels. Not thread-safe.
 */
public final class GaussianBlur {
    private float[] line = {};
    private float[] scratch = {};

    /** @param sigma standard deviation in voxels along (z, y, x); 0 for none */
    void apply(float[] channel, int[] size, double[] sigma) {
        for (int axis = 0; axis < 3; axis++) {
            if (sigma[axis] > 0) {
                blur(channel, size, axis, GaussianKernel.taps(sigma[axis]));
            }
        }
    }

    void blur(float[] values, int[] size, int axis, float[] taps) {
        if (axis == 2) {
            rows(values, size[2], taps);
            return;
        }
        int inner = axis == 1 ? size[2] : size[1] * size[2];
        for (int block = 0; block < values.length; block += size[axis] * inner) {
            planes(values, block, size[axis], inner, taps);
        }
    }

    /** Along x: each row is copied with its continuation, then every tap is added in a loop of its own. */
    private void rows(float[] values, int length, float[] taps) {
        int radius = taps.length / 2;
        if (line.length < length + 2 * radius) {
            line = new float[length + 2 * radius];
        }
        for (int row = 0; row < values.length; row += length) {
            System.arraycopy(values, row, line, radius, length);
            for (int i = 1; i <= radius; i++) {
                line[radius - i] = line[radius + reflected(-i, length)];
                line[radius + length - 1 + i] = line[radius + reflected(length - 1 + i, length)];
            }
            multiply(line, 0, taps[0], values, row, length);
            for (int tap = 1; tap < taps.length; tap++) {
                add(line, tap, taps[tap], values, row, length);
            }
        }
    }

    /** Along y or z: whole rows or planes are added up. */
    private void planes(float[] values, int block, int count, int inner, float[] taps) {
        int radius = taps.length / 2;
        if (scratch.length < count * inner) {
            scratch = new float[count * inner];
        }
        System.arraycopy(values, block, scratch, 0, count * inner);
        for (int i = 0; i < count; i++) {
            int target = block + i * inner;
            multiply(scratch, reflected(i - radius, count) * inner, taps[0], values, target, inner);
            for (int tap = 1; tap < taps.length; tap++) {
                int source = reflected(i - radius + tap, count) * inner;
                add(scratch, source, taps[tap], values, target, inner);
            }
        }
    }

    private static void multiply(float[] source, int from, float factor, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] = factor * source[from + i];
        }
    }

    private static void add(float[] source, int from, float factor, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] += factor * source[from + i];
        }
    }

    /**
     * Index after reflection about the border voxels, which are not repeated.
     *
     * @param index of a voxel of the continued line, any number
     * @param length of the line, at least 1
     * @return in [0, length)
     */
    public static int reflected(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int position = Math.floorMod(index, period);
        return position < length ? position : period - position;
    }
}
