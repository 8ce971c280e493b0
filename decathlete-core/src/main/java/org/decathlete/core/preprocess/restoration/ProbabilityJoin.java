package org.decathlete.core.preprocess.restoration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.preprocess.cases.CaseGeometry;
import org.decathlete.core.preprocess.cases.Transposition;
import org.decathlete.core.preprocess.probabilities.Decision;
import org.decathlete.core.preprocess.probabilities.ProbabilityMap;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.probabilities.ProbabilityTarget;
import org.decathlete.core.volume.Box;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.SourceHeader;

/**
 * What several models say about a case becomes one: their probabilities are joined by a rule, and the labels decided by the result:
 * the class with the largest (of equal ones the first), or each region painted in its order where it has more than one half. Of all
 * probabilities a few planes are in memory at a time.
 */
public final class ProbabilityJoin {
    /** The mean in float32 (nnU-Net's ensemble). */
    public static final Rule MEAN = ProbabilityJoin::mean;

    /** Values that one thread holds, of all members and outputs together, unless a single plane has more. */
    private static final int VALUES = 1 << 22;

    private final List<ProbabilityMap> members;
    private final Rule rule;
    private final Decision decision;
    private final int threads;

    /** How probabilities are joined. Used by several threads. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Joins the probabilities of some voxels.
         *
         * @param members {@code [member][output][voxel]}, not to be changed
         * @param voxels how many
         * @param joined receives {@code [output][voxel]}
         */
        void combine(float[][][] members, int voxels, float[][] joined);
    }

    /**
     * @param members at least one, on the same grid, with as many outputs as the labels
     * @param threads how many to use; the result does not depend on it
     */
    public ProbabilityJoin(List<? extends ProbabilityMap> members, Rule rule, Labels labels, int threads) {
        this.members = List.copyOf(members);
        this.rule = rule;
        this.decision = Decision.ofProbabilities(labels);
        this.threads = threads;
        for (ProbabilityMap member : members) {
            if (member.classes() != decision.classes()
                    || !Arrays.equals(member.size(), members.get(0).size())) {
                throw new IllegalArgumentException("a member has probabilities of " + member.classes() + " outputs on "
                        + Arrays.toString(member.size()) + " voxels, expected " + decision.classes() + " on "
                        + Arrays.toString(members.get(0).size()));
            }
        }
    }

    /**
     * The label map.
     *
     * @param grid of the members
     * @param header passed on to the label map
     */
    public LabelVolume labels(Grid grid, Optional<SourceHeader> header) {
        short[] labels = new short[grid.voxels()];
        run(grid.size(), labels, (index, z, plane) -> {});
        return new LabelVolume(grid, labels, header);
    }

    /**
     * The label map and the joined probabilities.
     *
     * @param storage where the probabilities go; the other arguments are those of {@link #labels}
     */
    public Restoration.WithProbabilities withProbabilities(
            Grid grid, Optional<SourceHeader> header, ProbabilityStorage storage) {
        int[] size = grid.size();
        CaseGeometry whole = new CaseGeometry(grid, size, Box.whole(size), size, grid.spacing());
        ProbabilityTarget target = storage.create(decision, whole, new Transposition(new int[] {0, 1, 2}));
        try {
            short[] labels = new short[grid.voxels()];
            run(size, labels, target::put);
            target.finish();
            return new Restoration.WithProbabilities(new LabelVolume(grid, labels, header), target);
        } catch (RuntimeException | Error e) {
            target.close();
            throw e;
        }
    }

    private interface Planes {
        void put(int index, int z, float[] plane);
    }

    private void run(int[] size, short[] labels, Planes joined) {
        int plane = size[1] * size[2];
        int fitting = VALUES / (plane * decision.classes() * (members.size() + 1));
        int depth = Math.max(1, Math.min(fitting, (size[0] + threads - 1) / threads));
        ParallelBlocks.run(threads, (size[0] + depth - 1) / depth, block -> {
            int first = block * depth;
            int count = Math.min(depth, size[0] - first);
            float[][] values = join(first, count, count * plane);
            float[] best = new float[decision.regions() ? 0 : count * plane];
            short[] decided = new short[count * plane];
            for (int index = 0; index < values.length; index++) {
                decision.consider(index, values[index], best, decided, 0);
                for (int z = 0; z < count; z++) {
                    joined.put(index, first + z, Arrays.copyOfRange(values[index], z * plane, (z + 1) * plane));
                }
            }
            System.arraycopy(decided, 0, labels, first * plane, decided.length);
        });
    }

    private float[][] join(int first, int count, int voxels) {
        float[][][] values = new float[members.size()][decision.classes()][voxels];
        for (int member = 0; member < values.length; member++) {
            for (int index = 0; index < decision.classes(); index++) {
                members.get(member).read(index, first, count, values[member][index]);
            }
        }
        float[][] joined = new float[decision.classes()][voxels];
        rule.combine(values, voxels, joined);
        return joined;
    }

    private static void mean(float[][][] members, int voxels, float[][] joined) {
        for (int index = 0; index < joined.length; index++) {
            for (float[][] member : members) {
                for (int i = 0; i < voxels; i++) {
                    joined[index][i] += member[index][i];
                }
            }
            for (int i = 0; i < voxels; i++) {
                joined[index][i] /= members.length;
            }
        }
    }
}
