package org.decathlete.core.postprocess;

import java.util.Arrays;
import java.util.List;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.run.DecathleteException;

/** Joins what several models say about a case. Only a few planes of each model are in memory at a time. */
public final class JoinedProbabilities implements ProbabilitySource {
    /** Values that one thread holds, of all models and classes together, unless a single plane has more. */
    private static final int VALUES = 1 << 22;

    private final List<? extends ProbabilitySource> members;
    private final EnsembleRule rule;
    private final int[] size;
    private final int classes;

    /**
     * @param members at least one, all of the same size with the same outputs
     * @throws DecathleteException of kind DATA when they differ
     */
    public JoinedProbabilities(List<? extends ProbabilitySource> members, EnsembleRule rule) {
        this.members = List.copyOf(members);
        this.rule = rule;
        this.size = members.get(0).size();
        this.classes = members.get(0).classes();
        for (ProbabilitySource member : members) {
            if (!Arrays.equals(member.size(), size) || member.classes() != classes) {
                throw DecathleteException.data("the models of an ensemble do not agree: one gives " + classes
                        + " classes on " + Arrays.toString(size) + " voxels (z, y, x), another " + member.classes()
                        + " on " + Arrays.toString(member.size()));
            }
        }
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int[] size() {
        return size.clone();
    }

    @Override
    public int planesAtOnce() {
        int planeVoxels = size[1] * size[2];
        int fitting = VALUES / Math.max(1, planeVoxels * classes * (members.size() + 1));
        int even =
                members.stream().mapToInt(ProbabilitySource::planesAtOnce).max().orElse(1);
        return Math.max(1, Math.min(size[0], fitting >= even ? fitting / even * even : fitting));
    }

    @Override
    public void read(int index, int firstPlane, int planes, float[] target) {
        float[][] combined = combine(firstPlane, planes);
        System.arraycopy(combined[index], 0, target, 0, combined[index].length);
    }

    /**
     * The label map, {@code [z][y][x]}.
     *
     * @param labels with as many outputs as the models
     * @param threads how many slabs at a time; the result does not depend on it
     */
    public short[] labels(Labels labels, int threads) {
        ProbabilityDecision decision = new ProbabilityDecision(labels);
        if (decision.classes() != classes) {
            throw DecathleteException.data("the models give " + classes + " outputs, the labels need "
                    + decision.classes() + "; the models were made for other labels");
        }
        int planeVoxels = size[1] * size[2];
        int slab = planesAtOnce();
        short[] result = new short[size[0] * planeVoxels];
        ParallelBlocks.run(threads, (size[0] + slab - 1) / slab, block -> {
            int first = block * slab;
            int planes = Math.min(slab, size[0] - first);
            decision.decide(combine(first, planes), planes * planeVoxels, result, first * planeVoxels);
        });
        return result;
    }

    private float[][] combine(int firstPlane, int planes) {
        int voxels = planes * size[1] * size[2];
        float[][][] values = new float[members.size()][classes][voxels];
        for (int member = 0; member < values.length; member++) {
            for (int index = 0; index < classes; index++) {
                members.get(member).read(index, firstPlane, planes, values[member][index]);
            }
        }
        float[][] combined = new float[classes][voxels];
        rule.combine(values, voxels, combined);
        return combined;
    }
}
