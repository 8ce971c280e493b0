package org.decathlete.nn.augment;

import java.util.SplittableRandom;

/**
 * Reverses each of some axes with some probability, image and labels alike.
 *
 * @param axes of (z, y, x)
 * @param probability for each axis by itself
 */
record Mirror(int[] axes, double probability) implements Transform {

    @Override
    public void apply(Patch patch, SplittableRandom random) {
        for (int axis : axes) {
            if (random.nextDouble() < probability) {
                flip(patch, axis);
            }
        }
    }

    static void flip(Patch patch, int axis) {
        int[] size = patch.size();
        int inner = axis == 2 ? 1 : axis == 1 ? size[2] : size[1] * size[2];
        for (int block = 0; block < patch.voxels(); block += size[axis] * inner) {
            for (int i = 0; i < size[axis] / 2; i++) {
                int near = block + i * inner;
                int far = block + (size[axis] - 1 - i) * inner;
                for (float[] channel : patch.channels()) {
                    swap(channel, near, far, inner);
                }
                swap(patch.labels(), near, far, inner);
                if (patch.previous().labels().length > 0) {
                    swap(patch.previous().labels(), near, far, inner);
                }
            }
        }
    }

    private static void swap(float[] values, int near, int far, int count) {
        for (int i = 0; i < count; i++) {
            float value = values[near + i];
            values[near + i] = values[far + i];
            values[far + i] = value;
        }
    }

    private static void swap(short[] values, int near, int far, int count) {
        for (int i = 0; i < count; i++) {
            short value = values[near + i];
            values[near + i] = values[far + i];
            values[far + i] = value;
        }
    }
}
