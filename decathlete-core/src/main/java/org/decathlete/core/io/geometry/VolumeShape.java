package org.decathlete.core.io.geometry;

import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;

/**
 * The extents that a header declares, checked: each at least 1, the voxels of one channel in one array.
 *
 * @param size voxels along the array axes (z, y, x)
 * @param channels number of channels
 * @param flat whether the file is two-dimensional, so that nothing is known about the third axis
 */
public record VolumeShape(int[] size, int channels, boolean flat) {
    private static final long MOST = Integer.MAX_VALUE - 8;

    /**
     * Checks extents.
     *
     * @param file for the error
     * @param declared field and value, for the error, such as {@code sizes 3 4 5}
     * @param extents along x, y and, unless the file is flat, z
     * @param channels how many are declared
     * @throws DecathleteException of kind DATA when an extent or the channels are below 1, or an array cannot hold so many
     */
    public static VolumeShape of(Path file, String declared, long[] extents, long channels) {
        long voxels = 1;
        for (long extent : extents) {
            if (extent < 1) {
                throw error(file, declared, "every extent must be at least 1");
            }
            voxels = extent > MOST || voxels * extent > MOST ? MOST + 1 : voxels * extent;
        }
        if (channels < 1) {
            throw error(file, declared, "there must be a channel");
        }
        if (voxels > MOST || channels > MOST) {
            throw error(file, declared, "a channel can have 2^31 - 9 voxels at most");
        }
        boolean flat = extents.length == 2;
        int[] size = {flat ? 1 : (int) extents[2], (int) extents[1], (int) extents[0]};
        return new VolumeShape(size, (int) channels, flat);
    }

    /** Voxels of one channel. */
    public long voxels() {
        return (long) size[0] * size[1] * size[2];
    }

    /** Voxels of all channels; at most 2^62. */
    public long allVoxels() {
        return voxels() * channels;
    }

    /**
     * The error that a header declares extents that cannot be.
     *
     * @param declared field and value, such as {@code sizes 3 4 5}
     * @param what what is wrong with them
     */
    public static DecathleteException error(Path file, String declared, String what) {
        return DecathleteException.data(file + " has " + declared + ": " + what);
    }
}
