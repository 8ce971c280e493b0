package org.decathlete.nn.augment.intensity;

/**
 * Simulates a coarser scan: a channel is sampled down to the nearest voxels and back up linearly. Not
 * thread-safe.
 */
public final class LowResolution {
    private float[] coarse = {};
    private float[] half = {};

    /**
     * Changes a channel.
     *
     * @param size its extent (z, y, x)
     * @param small the extent that it goes through
     */
    void apply(float[] channel, int[] size, int[] small) {
        int voxels = small[0] * small[1] * small[2];
        coarse = coarse.length < voxels ? new float[voxels] : coarse;
        down(channel, size, small);
        int inner = small[1] * small[2];
        half = half.length < size[0] * inner ? new float[size[0] * inner] : half;
        up(coarse, half, 1, small[0], size[0], inner);
        int planes = size[0] * size[1] * small[2];
        coarse = coarse.length < planes ? new float[planes] : coarse;
        up(half, coarse, size[0], small[1], size[1], small[2]);
        up(coarse, channel, size[0] * size[1], small[2], size[2], 1);
    }

    /** PyTorch's {@code nearest-exact}: the voxel whose centre lies nearest. */
    private void down(float[] channel, int[] size, int[] small) {
        int[][] nearest = new int[3][];
        for (int axis = 0; axis < 3; axis++) {
            nearest[axis] = nearest(size[axis], small[axis]);
        }
        int next = 0;
        for (int z : nearest[0]) {
            for (int y : nearest[1]) {
                int row = (z * size[1] + y) * size[2];
                for (int x : nearest[2]) {
                    coarse[next++] = channel[row + x];
                }
            }
        }
    }

    /**
     * Which voxels along an axis remain.
     *
     * @param size voxels along the axis
     * @param small how many of them remain
     * @return their indices, ascending
     */
    public static int[] nearest(int size, int small) {
        int[] index = new int[small];
        for (int i = 0; i < small; i++) {
            index[i] = Math.min(size - 1, (int) ((i + 0.5f) * ((float) size / small)));
        }
        return index;
    }

    /** Linear interpolation of the middle axis of [outer][count][inner]. */
    private static void up(float[] source, float[] target, int outer, int count, int length, int inner) {
        LinearUp up = LinearUp.of(count, length);
        int[] lower = up.lower();
        int[] upper = up.upper();
        float[] fraction = up.fraction();
        for (int block = 0; block < outer; block++) {
            int from = block * count * inner;
            int to = block * length * inner;
            if (inner == 1) {
                for (int i = 0; i < length; i++) {
                    float near = source[from + lower[i]];
                    target[to + i] = near + fraction[i] * (source[from + upper[i]] - near);
                }
            } else {
                for (int i = 0; i < length; i++) {
                    int near = from + lower[i] * inner;
                    int far = from + upper[i] * inner;
                    blend(source, near, far, fraction[i], target, to + i * inner, inner);
                }
            }
        }
    }

    private static void blend(float[] source, int near, int far, float fraction, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] = source[near + i] + fraction * (source[far + i] - source[near + i]);
        }
    }
}
