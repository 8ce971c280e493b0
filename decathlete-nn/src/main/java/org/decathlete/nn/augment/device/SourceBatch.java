package org.decathlete.nn.augment.device;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.decathlete.nn.augment.draw.SampleChange;
import org.decathlete.nn.augment.draw.Turn;
import org.decathlete.nn.augment.patch.Patch;
import org.decathlete.nn.augment.patch.PatchReader;
import org.decathlete.nn.augment.spatial.SourceBox;
import org.decathlete.nn.augment.spatial.SourceRegion;
import org.decathlete.nn.augment.spatial.SpatialTransform;

/**
 * What a device needs of the cases to augment a batch: patches that are not turned as they are, and after them, for those that are, the
 * boxes of voxels that they come from, all of one size. Filled by one thread.
 */
public final class SourceBatch {
    private final long index;
    private final int[] size;
    private final int[] enlarged;
    private final int channels;
    private final List<SampleChange> changes;
    private final int[] plain;
    private final int[] turned;
    private final int[] boxSize = new int[3];
    private final SourceBox[] boxes;
    private final float[] image;
    private final short[] labels;
    private final BitSet labelsAboveOutside = new BitSet();

    /**
     * An empty one.
     *
     * @param index iteration
     * @param size of a patch (z, y, x)
     * @param enlarged size of the region from which a patch is cut
     * @param channels image channels
     * @param changes what happens to each sample
     */
    SourceBatch(long index, int[] size, int[] enlarged, int channels, List<SampleChange> changes) {
        this.index = index;
        this.size = size;
        this.enlarged = enlarged;
        this.channels = channels;
        this.changes = List.copyOf(changes);
        this.plain = places(false);
        this.turned = places(true);
        this.boxes = new SourceBox[turned.length];
        for (int i = 0; i < turned.length; i++) {
            Turn turn = changes.get(turned[i]).turn();
            boxes[i] = SourceBox.of(turn == null ? Turn.spatial(new double[3], 1) : turn, size, enlarged);
            for (int axis = 0; axis < 3; axis++) {
                boxSize[axis] = Math.max(boxSize[axis], boxes[i].size()[axis]);
            }
        }
        int voxels = Math.addExact(
                Math.multiplyExact(plain.length, volume(size)), Math.multiplyExact(turned.length, volume(boxSize)));
        this.image = new float[Math.multiplyExact(voxels, channels)];
        this.labels = new short[voxels];
    }

    /**
     * Reads one sample.
     *
     * @param place in the batch
     * @param start first voxel of its enlarged region, may lie outside the case
     */
    public void fill(int place, PatchReader reader, int[] start) {
        int box = Arrays.binarySearch(turned, place);
        if (box < 0) {
            Patch patch = Patch.empty(size, channels);
            SpatialTransform.centre(reader, start, enlarged, patch);
            int at = Arrays.binarySearch(plain, place) * patch.voxels();
            put(patch.channels(), patch.labels(), at, patch.voxels());
            return;
        }
        SourceRegion region = new SourceRegion();
        region.read(reader, start, enlarged, boxes[box].withSize(boxSize));
        float[][] images = new float[channels][];
        Arrays.setAll(images, region::image);
        int voxels = volume(boxSize);
        for (int i = 0; i < voxels; i++) {
            if (region.labels()[i] != SourceRegion.NO_LABEL) {
                labelsAboveOutside.set(region.labels()[i] + 1);
            }
        }
        put(images, region.labels(), plain.length * volume(size) + box * voxels, voxels);
    }

    /** Puts the voxels of a sample where {@code at} voxels lie before it. */
    private void put(float[][] images, short[] values, int at, int voxels) {
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(images[channel], 0, image, at * channels + channel * voxels, voxels);
        }
        System.arraycopy(values, 0, labels, at, voxels);
    }

    public long index() {
        return index;
    }

    int[] size() {
        return size;
    }

    int[] enlarged() {
        return enlarged;
    }

    int channels() {
        return channels;
    }

    List<SampleChange> changes() {
        return changes;
    }

    /** Places in the batch of the samples that are not turned, ascending, as they lie in the arrays. */
    int[] plain() {
        return plain;
    }

    /** Places of those that are turned. */
    int[] turned() {
        return turned;
    }

    /** Where the box of the i-th turned sample begins in its enlarged patch. */
    int[] low(int i) {
        return boxes[i].low();
    }

    int[] boxSize() {
        return boxSize;
    }

    /** Patches (channel, z, y, x), then boxes likewise. */
    float[] image() {
        return image;
    }

    /** Patches (z, y, x), then boxes. */
    short[] labels() {
        return labels;
    }

    /** Values that occur in the labels of the boxes, ascending; -1 stands for a voxel outside the case. */
    double[] boxLabels() {
        return labelsAboveOutside.stream().mapToDouble(value -> value - 1).toArray();
    }

    private int[] places(boolean turns) {
        return IntStream.range(0, changes.size())
                .filter(place -> turns == (changes.get(place).turn() != null))
                .toArray();
    }

    static int volume(int[] extents) {
        return Math.multiplyExact(Math.multiplyExact(extents[0], extents[1]), extents[2]);
    }
}
