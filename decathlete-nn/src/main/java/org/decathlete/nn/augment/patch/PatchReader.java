package org.decathlete.nn.augment.patch;

import java.util.List;

/** The voxels of one preprocessed case, in boxes that may stick out of it on any side. */
public interface PatchReader {

    /** Number of image channels. */
    int channels();

    /**
     * Reads a box of one image channel.
     *
     * @param start first voxel (z, y, x), may be negative
     * @param size extent (z, y, x)
     * @param destination receives the box, x fastest, 0 where it sticks out; may be longer than the box
     */
    void readImage(int channel, int[] start, int[] size, float[] destination);

    /** The same for the labels, -1 where the box sticks out. */
    void readLabels(int[] start, int[] size, short[] destination);

    /** Labels that the previous stage of a cascade can have found; none without one. */
    default List<Integer> previousLabels() {
        return List.of();
    }

    /** The same for what the previous stage has found, where there is one. */
    default void readPrevious(int[] start, int[] size, short[] destination) {
        throw new UnsupportedOperationException("this case has no previous stage");
    }
}
