package org.decathlete.core.image;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The part of an image that holds something: voxels where any channel is not 0, holes filled, and the smallest box around them
 * (nnU-Net's crop to nonzero). An image that is 0 everywhere is kept whole.
 *
 * @param size of the image (z, y, x)
 * @param mask {@code [z][y][x]}, true inside; owned by this record
 * @param box the smallest box that holds the mask
 */
public record NonzeroCrop(int[] size, boolean[] mask, Box box) {

    /** Label of background outside the mask. */
    public static final short OUTSIDE = -1;

    /** Finds the box of an image. */
    public static NonzeroCrop of(Volume image) {
        return of(image.grid().size(), image.channels());
    }

    /**
     * Finds the box of an image.
     *
     * @param size (z, y, x)
     * @param channels each {@code [z][y][x]}
     */
    public static NonzeroCrop of(int[] size, List<float[]> channels) {
        boolean[] mask = new boolean[channels.get(0).length];
        for (float[] channel : channels) {
            for (int i = 0; i < mask.length; i++) {
                mask[i] |= channel[i] != 0;
            }
        }
        int set = count(mask);
        if (set == 0) {
            Arrays.fill(mask, true);
        } else if (set < mask.length) {
            HoleFilling.fill(mask, size);
        }
        return new NonzeroCrop(size.clone(), mask, boxOf(mask, size));
    }

    /** The part of a channel inside the box, {@code [z][y][x]}; the channel itself where the box is the whole image. */
    public float[] crop(float[] channel) {
        if (isWhole()) {
            return channel;
        }
        float[] result = new float[voxels()];
        forEachRow((from, to, length) -> System.arraycopy(channel, from, result, to, length));
        return result;
    }

    /**
     * The part of a label map inside the box, a new array; background outside the mask becomes {@link #OUTSIDE}. Without labels: 0
     * inside the mask, {@link #OUTSIDE} elsewhere.
     */
    public short[] cropLabels(short @Nullable [] labels) {
        short[] result = new short[voxels()];
        forEachRow((from, to, length) -> {
            for (int x = 0; x < length; x++) {
                short label = labels == null ? 0 : labels[from + x];
                result[to + x] = label == 0 && !mask[from + x] ? OUTSIDE : label;
            }
        });
        return result;
    }

    /** Voxels of the box. */
    public int voxels() {
        int[] extent = box.size();
        return extent[0] * extent[1] * extent[2];
    }

    private boolean isWhole() {
        return voxels() == mask.length;
    }

    private interface RowCopy {
        void copy(int from, int to, int length);
    }

    private void forEachRow(RowCopy row) {
        int[] start = box.start();
        int[] extent = box.size();
        for (int z = 0; z < extent[0]; z++) {
            for (int y = 0; y < extent[1]; y++) {
                int from = ((z + start[0]) * size[1] + y + start[1]) * size[2] + start[2];
                row.copy(from, (z * extent[1] + y) * extent[2], extent[2]);
            }
        }
    }

    private static int count(boolean[] mask) {
        int set = 0;
        for (boolean inside : mask) {
            set += inside ? 1 : 0;
        }
        return set;
    }

    private static Box boxOf(boolean[] mask, int[] size) {
        int[] start = size.clone();
        int[] end = new int[3];
        int index = 0;
        for (int z = 0; z < size[0]; z++) {
            for (int y = 0; y < size[1]; y++, index += size[2]) {
                int first = firstSet(mask, index, size[2]);
                if (first < size[2]) {
                    include(start, end, 0, z, z);
                    include(start, end, 1, y, y);
                    include(start, end, 2, first, lastSet(mask, index, size[2]));
                }
            }
        }
        return new Box(start, end);
    }

    private static int firstSet(boolean[] mask, int row, int width) {
        int x = 0;
        while (x < width && !mask[row + x]) {
            x++;
        }
        return x;
    }

    private static int lastSet(boolean[] mask, int row, int width) {
        int x = width - 1;
        while (!mask[row + x]) {
            x--;
        }
        return x;
    }

    private static void include(int[] start, int[] end, int axis, int first, int last) {
        start[axis] = Math.min(start[axis], first);
        end[axis] = Math.max(end[axis], last + 1);
    }
}
