package org.decathlete.core.postprocess;

import java.util.List;

/** Probabilities in memory. */
record ProbabilityArrays(int[] size, List<float[]> channels) implements ProbabilitySource {
    ProbabilityArrays {
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
    public int planesAtOnce() {
        return 1;
    }

    @Override
    public void read(int index, int firstPlane, int planes, float[] target) {
        int planeVoxels = size[1] * size[2];
        System.arraycopy(channels.get(index), firstPlane * planeVoxels, target, 0, planes * planeVoxels);
    }
}
