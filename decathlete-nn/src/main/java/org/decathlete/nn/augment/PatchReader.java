package org.decathlete.nn.augment;

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
}
