package org.decathlete.core.io;

import java.io.IOException;

/** Takes decoded voxels, a run of one channel at a time. */
@FunctionalInterface
interface VoxelSink {

    /**
     * Takes {@code values[from]} to {@code values[from + count - 1]}.
     *
     * @param channel whose voxels they are
     * @param index of the first of them in the channel's array
     */
    void take(int channel, int index, double[] values, int from, int count) throws IOException;
}
