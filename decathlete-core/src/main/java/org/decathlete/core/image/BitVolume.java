package org.decathlete.core.image;

/**
 * One bit per voxel of a lattice, 64 neighbours along x in a word, so that a whole surface fits into the cache of a core. A word of
 * zeros stands between the rows and at both ends, so that windows over the ends of a row need no special case.
 */
public final class BitVolume {
    /** Voxels to either side that a window shows. */
    static final int WINDOW = 31;

    private final int depth;
    private final int height;
    private final int width;
    private final int stride;
    private final long[] words;
    private final boolean[] occupied;

    /**
     * All bits are 0.
     *
     * @param size extent of the lattice (z, y, x)
     */
    public BitVolume(int[] size) {
        depth = size[0];
        height = size[1];
        width = size[2];
        stride = (width + Long.SIZE - 1) / Long.SIZE + 1;
        int rows = Math.multiplyExact(depth, height);
        // Voxels are counted by integers, as everywhere.
        Math.multiplyExact(rows, width);
        words = new long[Math.addExact(Math.multiplyExact(rows, stride), 1)];
        occupied = new boolean[rows];
    }

    /**
     * A lattice with the given voxels set.
     *
     * @param voxels indices {@code (z · size[1] + y) · size[2] + x}
     */
    static BitVolume of(int[] voxels, int[] size) {
        BitVolume bits = new BitVolume(size);
        for (int voxel : voxels) {
            int row = voxel / bits.width;
            bits.set(row, voxel - row * bits.width);
        }
        return bits;
    }

    /** Extent of the lattice (z, y, x). */
    public int[] size() {
        return new int[] {depth, height, width};
    }

    /** Words from one row to the next. */
    public int stride() {
        return stride;
    }

    /**
     * Where the words of a row begin; the ones before and after its last are 0.
     *
     * @param row {@code z · size[1] + y}
     */
    public int start(int row) {
        return row * stride + 1;
    }

    /** All words: bit {@code x & 63} of word {@code start(z · size[1] + y) + (x >> 6)}. Not a copy. */
    public long[] words() {
        return words;
    }

    /**
     * Sets the bit of a voxel.
     *
     * @param row {@code z · size[1] + y}
     */
    public void set(int row, int x) {
        words[start(row) + (x >> 6)] |= 1L << x;
        occupied[row] = true;
    }

    /**
     * Whether the bit of a voxel is set.
     *
     * @param row {@code z · size[1] + y}
     */
    public boolean isSet(int row, int x) {
        return ((words[start(row) + (x >> 6)] >>> x) & 1) != 0;
    }

    /**
     * The set bit of a row that is nearest to a voxel.
     *
     * @param row {@code z · size[1] + y}
     * @param x where to look from
     * @param reach how many steps along x to look at most, in [0, {@code size[2]})
     * @return its x, -1 where there is none within reach
     */
    int nearest(int row, int x, int reach) {
        return reach <= WINDOW ? nearestInWindow(row, x, reach) : nearestInRow(row, x, reach);
    }

    private int nearestInWindow(int row, int x, int reach) {
        int word = window(row, x);
        long near = window(words[word], words[word + 1], x) & within(reach);
        if (near == 0) {
            return -1;
        }
        int before = Long.numberOfLeadingZeros(near << 31);
        int after = Long.numberOfTrailingZeros(near >>> 32);
        return after < before ? x + after : x - before;
    }

    /** The first of the two words that hold the window around a voxel. */
    int window(int row, int x) {
        return row * stride + ((x + 32) >> 6);
    }

    /** The 64 bits, taken from two words, in which the voxel is bit 32. */
    static long window(long first, long second, int x) {
        return (first >>> (x + 32)) | (second << 1 << ~(x + 32));
    }

    /**
     * The bits of a window that are within reach.
     *
     * @param reach steps along x, in [0, {@link #WINDOW}]
     */
    static long within(int reach) {
        return (-1L >>> (63 - 2 * reach)) << (32 - reach);
    }

    private int nearestInRow(int row, int x, int reach) {
        if (!occupied[row]) {
            return -1;
        }
        int before = last(row, x);
        int after = first(row, x);
        boolean ahead = before < 0 || (after < width && after - x < x - before);
        int nearest = ahead ? after : before;
        return nearest < width && Math.abs(nearest - x) <= reach ? nearest : -1;
    }

    /** The first set bit from x on, {@code size[2]} where there is none. */
    private int first(int row, int x) {
        int from = x;
        long ahead = words[start(row) + (x >> 6)] >>> x;
        while (ahead == 0) {
            from = (from | 63) + 1;
            if (from >= width) {
                return width;
            }
            ahead = words[start(row) + (from >> 6)];
        }
        return from + Long.numberOfTrailingZeros(ahead);
    }

    /** The last set bit up to x, -1 where there is none. */
    private int last(int row, int x) {
        int from = x;
        long behind = words[start(row) + (x >> 6)] << ~x;
        while (behind == 0) {
            from = (from & ~63) - 1;
            if (from < 0) {
                return -1;
            }
            behind = words[start(row) + (from >> 6)];
        }
        return from - Long.numberOfLeadingZeros(behind);
    }
}
