package org.decathlete.nn.augment.patch;

import java.util.Arrays;
import java.util.List;

/**
 * One training sample, changed in place by the transforms.
 *
 * @param size extent (z, y, x); z is 1 in 2D
 * @param channels one array per image channel, {@code [z][y][x]}, x fastest
 * @param labels {@code [z][y][x]}; -1 stands for a voxel outside the case until the last transform
 * @param previous what the previous stage of a cascade says
 */
public record Patch(int[] size, float[][] channels, short[] labels, PreviousMasks previous) {

    /** A patch without a previous stage. */
    public Patch(int[] size, float[][] channels, short[] labels) {
        this(size, channels, labels, PreviousMasks.NONE);
    }

    /** A patch of zeros. */
    public static Patch empty(int[] size, int channels) {
        return empty(size, channels, List.of());
    }

    /**
     * A patch of zeros.
     *
     * @param previousLabels label values that the previous stage has a mask of; none without one
     */
    public static Patch empty(int[] size, int channels, List<Integer> previousLabels) {
        int voxels = size[0] * size[1] * size[2];
        return new Patch(
                size.clone(), new float[channels][voxels], new short[voxels], PreviousMasks.of(previousLabels, voxels));
    }

    /** A patch size, (z, y, x) or (y, x), in three axes; z is 1 in 2D. */
    public static int[] inSpace(int[] patch) {
        return patch.length == 3 ? patch.clone() : new int[] {1, patch[0], patch[1]};
    }

    /** Number of voxels. */
    public int voxels() {
        return labels.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Patch patch
                && Arrays.equals(size, patch.size)
                && Arrays.deepEquals(channels, patch.channels)
                && Arrays.equals(labels, patch.labels)
                && Arrays.deepEquals(previous.masks(), patch.previous.masks());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "Patch" + Arrays.toString(size) + " with " + channels.length + " channels";
    }
}
