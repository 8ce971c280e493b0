package org.decathlete.core.io;

import java.nio.file.Path;
import java.util.Arrays;
import org.decathlete.core.run.DecathleteException;

/**
 * The extents that a NIfTI header declares.
 *
 * @param size voxels along the array axes (z, y, x)
 * @param channels number of channels: the fourth dimension, or the fifth where the fourth is 1 (vectors)
 * @param flat whether the file is two-dimensional, so that nothing is known about the third axis
 */
record NiftiShape(int[] size, int channels, boolean flat) {
    private static final int DIMENSIONS = 7;

    /** Reads and checks the extents: each at least 1, no dimension beyond channels, voxels of one channel in one array. */
    static NiftiShape of(Path file, NiftiHeader header) {
        double count = header.get(NiftiField.DIM, 0);
        if (count < 2 || count > DIMENSIONS) {
            throw error(file, header, "its first entry must be 2, 3, 4 or 5 dimensions");
        }
        double[] extents = new double[DIMENSIONS + 1];
        Arrays.fill(extents, 1);
        for (int i = 1; i <= (int) count; i++) {
            extents[i] = header.get(NiftiField.DIM, i);
            if (extents[i] < 1) {
                throw error(file, header, "every extent must be at least 1");
            }
        }
        if ((extents[4] > 1 && extents[5] > 1) || extents[6] > 1 || extents[7] > 1) {
            throw error(file, header, "beyond x, y and z only one axis, the channels, may be longer than 1");
        }
        double channels = extents[4] * extents[5];
        double voxels = extents[1] * extents[2] * extents[3];
        if (voxels > Integer.MAX_VALUE - 8 || channels > Integer.MAX_VALUE - 8) {
            throw error(file, header, "a channel can have 2^31 - 9 voxels at most");
        }
        int[] size = {(int) extents[3], (int) extents[2], (int) extents[1]};
        return new NiftiShape(size, (int) channels, count == 2);
    }

    long voxels() {
        return (long) size[0] * size[1] * size[2];
    }

    /** Voxels of all channels; at most 2^62. */
    long allVoxels() {
        return voxels() * channels;
    }

    private static DecathleteException error(Path file, NiftiHeader header, String what) {
        StringBuilder dim = new StringBuilder();
        for (int i = 0; i <= DIMENSIONS; i++) {
            dim.append(i == 0 ? "" : ", ").append((long) header.get(NiftiField.DIM, i));
        }
        return DecathleteException.data(file + " has dim [" + dim + "]: " + what);
    }
}
