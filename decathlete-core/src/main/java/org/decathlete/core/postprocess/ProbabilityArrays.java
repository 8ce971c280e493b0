package org.decathlete.core.postprocess;

import java.util.List;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;

/**
 * Probabilities in memory.
 *
 * @param size voxels along (z, y, x)
 * @param channels one array {@code [z][y][x]} per output, each value in [0, 1]; shared, not copied
 */
public record ProbabilityArrays(int[] size, List<float[]> channels) implements ProbabilityMap {
    public ProbabilityArrays {
        size = size.clone();
        channels = List.copyOf(channels);
        int voxels = size[0] * size[1] * size[2];
        if (channels.isEmpty() || channels.stream().anyMatch(channel -> channel.length != voxels)) {
            throw new IllegalArgumentException("every output needs " + voxels + " probabilities");
        }
    }

    @Override
    public int classes() {
        return channels.size();
    }

    @Override
    public int[] size() {
        return size.clone();
    }

    @Override
    public void read(int index, int firstPlane, int planes, float[] target) {
        int planeVoxels = size[1] * size[2];
        System.arraycopy(channels.get(index), firstPlane * planeVoxels, target, 0, planes * planeVoxels);
    }

    @Override
    public void close() {
        // Arrays need no closing.
    }
}
