package org.decathlete.core.preprocess.probabilities;

import java.util.Arrays;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;

/** Probabilities as one array per output. */
final class ProbabilitiesInMemory implements ProbabilityTarget {
    private final Placement placement;
    private final int[] size;
    private final float[][] channels;

    ProbabilitiesInMemory(Decision decision, CaseGeometry geometry, Transposition transposition) {
        this.placement = new Placement(geometry, transposition);
        this.size = geometry.original().size();
        this.channels = new float[decision.classes()][geometry.original().voxels()];
        for (int index = 0; index < channels.length; index++) {
            Arrays.fill(channels[index], decision.outside(index));
        }
    }

    @Override
    public void put(int index, int z, float[] plane) {
        placement.put(plane, 0, z, channels[index]);
    }

    @Override
    public int classes() {
        return channels.length;
    }

    @Override
    public int[] size() {
        return size.clone();
    }

    @Override
    public void finish() {
        // It lies as it will be read.
    }

    @Override
    public void read(int index, int firstPlane, int planes, float[] target) {
        int plane = size[1] * size[2];
        System.arraycopy(channels[index], firstPlane * plane, target, 0, planes * plane);
    }

    @Override
    public void close() {
        // The garbage collector sees them.
    }
}
