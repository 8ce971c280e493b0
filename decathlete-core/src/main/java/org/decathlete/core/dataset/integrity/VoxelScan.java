package org.decathlete.core.dataset.integrity;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;

/** One pass over the voxels of a case. */
final class VoxelScan {
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private VoxelScan() {}

    /**
     * Voxels that are no numbers.
     *
     * @param count how many there are
     * @param first index of the first; -1 where there are none
     * @param firstValue what it holds
     */
    record NotFinite(int count, int first, float firstValue) {}

    static NotFinite notFinite(float[] voxels) {
        int count = 0;
        int first = -1;
        for (int i = 0; i < voxels.length; i++) {
            if (!Float.isFinite(voxels[i])) {
                first = count == 0 ? i : first;
                count++;
            }
        }
        return new NotFinite(count, first, first < 0 ? 0 : voxels[first]);
    }

    /** Carries a hash on over a channel: equal voxels on equal sizes give equal hashes, however the files were compressed. */
    static long hash(long start, Grid grid, float[] voxels) {
        long hash = start * FACTOR + Arrays.hashCode(grid.size());
        for (float voxel : voxels) {
            hash = (hash ^ Float.floatToRawIntBits(voxel)) * FACTOR;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** How many voxels have each label that occurs. */
    static SortedMap<Integer, Long> count(LabelVolume label) {
        int[] counts = new int[1 << 16];
        for (short value : label.labels()) {
            counts[value - Short.MIN_VALUE]++;
        }
        SortedMap<Integer, Long> found = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                found.put(i + Short.MIN_VALUE, (long) counts[i]);
            }
        }
        return found;
    }

    /** Position (z, y, x) of a voxel by its index. */
    static String position(Grid grid, int index) {
        int[] size = grid.size();
        return "(" + index / (size[1] * size[2]) + ", " + index / size[2] % size[1] + ", " + index % size[2] + ")";
    }
}
