package org.decathlete.nn.augment.spatial;

import org.decathlete.nn.augment.patch.Patch;

/** Reverses a patch along an axis, image and labels alike. */
public final class Mirror {

    private Mirror() {}

    /**
     * Reverses a patch in place, what the previous stage says about it too.
     *
     * @param axis 0 for z, 1 for y, 2 for x
     */
    public static void flip(Patch patch, int axis) {
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
