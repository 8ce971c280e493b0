package org.decathlete.nn.augment.spatial;

import java.util.Arrays;
import org.decathlete.nn.augment.patch.PatchReader;

/**
 * The voxels of an enlarged patch that a turned patch needs, with a border where it ends: image 0, label {@link #NO_LABEL}, so that
 * interpolation needs no bounds checks. Arrays are reused.
 */
public final class SourceRegion {
    /** A label that counts for nothing. */
    public static final short NO_LABEL = Short.MIN_VALUE;

    private SourceBox box = new SourceBox(new int[3], new int[3]);
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
        read(reader, start, enlarged, SourceBox.around(centre, reach, enlarged, planar));
    }

    /**
     * Reads a box of the enlarged patch; what lies beyond the enlarged patch is border.
     *
     * @param reader the case
     * @param start where the enlarged patch begins in the case (z, y, x), may be negative
     * @param enlarged its extent (z, y, x)
     * @param wanted the box
     */
    public void read(PatchReader reader, int[] start, int[] enlarged, SourceBox wanted) {
        box = wanted;
        boolean refines = !reader.previousLabels().isEmpty();
        allocate(reader.channels(), refines);
        int[] low = box.low();
        int[] from = {start[0] + low[0], start[1] + low[1], start[2] + low[2]};
        for (int channel = 0; channel < images.length; channel++) {
            reader.readImage(channel, from, box.size(), images[channel]);
        }
        reader.readLabels(from, box.size(), labels);
        if (refines) {
            reader.readPrevious(from, box.size(), previous);
        }
        for (int axis = 0; axis < 3; axis++) {
            for (int plane = 0; plane < size(axis); plane++) {
                if (low[axis] + plane < 0 || low[axis] + plane >= enlarged[axis]) {
                    blank(axis, plane);
                }
            }
        }
    }

    int low(int axis) {
        return box.low()[axis];
    }

    int size(int axis) {
        return box.size()[axis];
    }

    /** An image channel of the box, x fastest; longer than the box where the last one was larger. */
    public float[] image(int channel) {
        return images[channel];
    }

    /** The labels of the box, likewise; -1 outside the case, {@link #NO_LABEL} in the border. */
    public short[] labels() {
        return labels;
    }

    /** What the previous stage of a cascade says; empty without one. */
    short[] previous() {
        return previous;
    }

    private void allocate(int channels, boolean refines) {
        int voxels = box.voxels();
        if (images.length != channels || labels.length < voxels) {
            images = new float[channels][voxels];
            labels = new short[voxels];
        }
        if (refines && previous.length < voxels) {
            previous = new short[voxels];
        }
    }

    private void blank(int axis, int plane) {
        int[] size = box.size();
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
