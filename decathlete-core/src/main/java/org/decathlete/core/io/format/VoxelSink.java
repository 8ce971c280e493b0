package org.decathlete.core.io.format;

import java.io.IOException;

/** Takes decoded voxels, a run of one channel at a time. */
@FunctionalInterface
public interface VoxelSink {

    /**
     * Takes {@code values[from]} to {@code values[from + count - 1]}.
     *
     * @param channel whose voxels they are
     * @param index of the first of them in the channel's array
     * @param values real values, the file's scaling applied
     * @param from place of the first of them in {@code values}
     * @param count how many, at least 1
     * @throws IOException where the sink cannot take one of them
     */
    void take(int channel, int index, double[] values, int from, int count) throws IOException;
}
