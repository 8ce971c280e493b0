package org.decathlete.nn.augment.corruption;

import java.util.Arrays;

/**
 * Dilation, erosion, closing and opening of masks with a ball. What lies beyond the border is in no mask when it is dilated and in
 * every mask when it is eroded. Works on runs of voxels along x: every run adds a stretched one to each row that the ball reaches from
 * it, so that the time hardly depends on how much of the patch is covered. Keeps scratch arrays; not thread-safe.
 */
final class BallMorphology {
    private final int[] size;
    private final int[] changes;
    private int[] planes = {};
    private int[] rows = {};
    private int[] low = {};
    private int[] high = {};
    private int count;

    /** @param size of the masks (z, y, x); with z of 1 the ball is a disk */
    BallMorphology(int[] size) {
        this.size = size.clone();
        this.changes = new int[size[0] * size[1] * (size[2] + 1)];
    }

    /**
     * Chooses the ball: the voxels, so many along each axis, whose centres are not farther from its centre than half the way between
     * the outermost ones (scikit-image's {@code ball}). One of an even number reaches half a voxel farther towards higher indices.
     */
    void diameter(int voxels) {
        planes = new int[voxels * voxels];
        rows = new int[voxels * voxels];
        low = new int[voxels * voxels];
        high = new int[voxels * voxels];
        count = 0;
        boolean disk = size[0] == 1;
        int span = voxels - 1;
        for (int z = 0; z < (disk ? 1 : voxels); z++) {
            for (int y = 0; y < voxels; y++) {
                int rest = span * span - square(2 * y - span) - (disk ? 0 : square(2 * z - span));
                if (rest >= 0) {
                    int first = 0;
                    while (square(2 * first - span) > rest) {
                        first++;
                    }
                    planes[count] = disk ? 0 : z - span / 2;
                    rows[count] = y - span / 2;
                    low[count] = first - span / 2;
                    high[count] = span - first - span / 2;
                    // Without a voxel of its own in this row an even ball does not reach it.
                    count += first <= span - first ? 1 : 0;
                }
            }
        }
    }

    void dilate(byte[] mask) {
        spread(mask, (byte) 1);
    }

    void erode(byte[] mask) {
        spread(mask, (byte) 0);
    }

    void close(byte[] mask) {
        dilate(mask);
        erode(mask);
    }

    void open(byte[] mask) {
        erode(mask);
        dilate(mask);
    }

    /** Gives {@code value} to every voxel that has one of this value within its ball. */
    private void spread(byte[] mask, byte value) {
        Arrays.fill(changes, 0);
        for (int row = 0; row < size[0] * size[1]; row++) {
            int offset = row * size[2];
            for (int x = 0; x < size[2]; x++) {
                if (mask[offset + x] == value) {
                    int start = x;
                    while (x < size[2] && mask[offset + x] == value) {
                        x++;
                    }
                    add(row / size[1], row % size[1], start, x);
                }
            }
        }
        for (int row = 0; row < size[0] * size[1]; row++) {
            int covering = 0;
            for (int x = 0; x < size[2]; x++) {
                covering += changes[row * (size[2] + 1) + x];
                if (covering > 0) {
                    mask[row * size[2] + x] = value;
                }
            }
        }
    }

    private void add(int z, int y, int start, int end) {
        for (int i = 0; i < count; i++) {
            int plane = z - planes[i];
            int row = y - rows[i];
            int from = Math.max(0, start - high[i]);
            int to = Math.min(size[2], end - low[i]);
            if (plane >= 0 && plane < size[0] && row >= 0 && row < size[1] && from < to) {
                int offset = (plane * size[1] + row) * (size[2] + 1);
                changes[offset + from]++;
                changes[offset + to]--;
            }
        }
    }

    private static int square(int value) {
        return value * value;
    }
}
