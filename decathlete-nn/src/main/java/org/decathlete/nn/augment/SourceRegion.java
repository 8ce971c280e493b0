package org.decathlete.nn.augment;

import java.util.Arrays;

/**
 * The voxels of an enlarged patch that a turned patch needs, with a border where it ends: image 0, label {@link #NO_LABEL}, so that
 * interpolation needs no bounds checks. Arrays are reused.
 */
final class SourceRegion {
    /** A label that counts for nothing. */
    static final short NO_LABEL = Short.MIN_VALUE;

    private static final double ROUNDING = 1e-6;

    private final int[] low = new int[3];
    private final int[] size = new int[3];
    private float[][] images = {};
    private short[] labels = {};
    private short[] previous = {};

    /**
     * Reads the region.
     *
     * @param reader the case
     * @param start where the enlarged patch begins in the case
     * @param enlarged its extent
     * @param centre point of the enlarged patch about which the patch lies, in its voxels
     * @param reach how far the patch reaches from there along each axis, in voxels
     * @param planar whether the first axis is not interpolated: it is then read as it is, without border
     */
    void read(PatchReader reader, int[] start, int[] enlarged, double[] centre, double[] reach, boolean planar) {
        for (int axis = 0; axis < 3; axis++) {
            if (planar && axis == 0) {
                low[axis] = 0;
                size[axis] = enlarged[axis];
                continue;
            }
            low[axis] = Math.max(-1, (int) Math.floor(centre[axis] - reach[axis] - ROUNDING));
            int high = Math.min(enlarged[axis], (int) Math.floor(centre[axis] + reach[axis] + ROUNDING) + 1);
            size[axis] = high - low[axis] + 1;
        }
        boolean refines = !reader.previousLabels().isEmpty();
        allocate(reader.channels(), refines);
        int[] from = {start[0] + low[0], start[1] + low[1], start[2] + low[2]};
        for (int channel = 0; channel < images.length; channel++) {
            reader.readImage(channel, from, size, images[channel]);
        }
        reader.readLabels(from, size, labels);
        if (refines) {
            reader.readPrevious(from, size, previous);
        }
        for (int axis = planar ? 1 : 0; axis < 3; axis++) {
            if (low[axis] == -1) {
                blank(axis, 0);
            }
            if (low[axis] + size[axis] - 1 == enlarged[axis]) {
                blank(axis, size[axis] - 1);
            }
        }
    }

    int low(int axis) {
        return low[axis];
    }

    int size(int axis) {
        return size[axis];
    }

    float[] image(int channel) {
        return images[channel];
    }

    short[] labels() {
        return labels;
    }

    /** What the previous stage of a cascade says; empty without one. */
    short[] previous() {
        return previous;
    }

    private void allocate(int channels, boolean refines) {
        int voxels = size[0] * size[1] * size[2];
        if (images.length != channels || labels.length < voxels) {
            images = new float[channels][voxels];
            labels = new short[voxels];
        }
        if (refines && previous.length < voxels) {
            previous = new short[voxels];
        }
    }

    private void blank(int axis, int plane) {
        int outer = 1;
        int inner = 1;
        for (int other = 0; other < axis; other++) {
            outer *= size[other];
        }
        for (int other = axis + 1; other < 3; other++) {
            inner *= size[other];
        }
        for (int i = 0; i < outer; i++) {
            int from = (i * size[axis] + plane) * inner;
            for (float[] image : images) {
                Arrays.fill(image, from, from + inner, 0f);
            }
            Arrays.fill(labels, from, from + inner, NO_LABEL);
            if (previous.length > 0) {
                Arrays.fill(previous, from, from + inner, NO_LABEL);
            }
        }
    }
}
