package org.decathlete.nn.augment.patch;

import java.util.List;

/**
 * A case with what a previous stage says about it.
 *
 * @param previousLabels labels that it can have found
 */
public record RefiningReader(ArrayReader image, ArrayReader previous, List<Integer> previousLabels)
        implements PatchReader {

    @Override
    public int channels() {
        return image.channels();
    }

    @Override
    public void readImage(int channel, int[] start, int[] size, float[] destination) {
        image.readImage(channel, start, size, destination);
    }

    @Override
    public void readLabels(int[] start, int[] size, short[] destination) {
        image.readLabels(start, size, destination);
    }

    @Override
    public void readPrevious(int[] start, int[] size, short[] destination) {
        previous.readLabels(start, size, destination);
    }
}
