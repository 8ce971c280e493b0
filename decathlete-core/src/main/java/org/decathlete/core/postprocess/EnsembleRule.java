package org.decathlete.core.postprocess;

/**
 * How the probabilities of several models become those of their ensemble. Implementations are found by
 * {@link java.util.ServiceLoader}: a jar that lists one under
 * {@code META-INF/services/org.decathlete.core.postprocess.EnsembleRule} adds it to every command. They have no state and are
 * used by several threads.
 */
public interface EnsembleRule {

    /** The name in files and on the command line, such as {@code mean}. */
    String name();

    /**
     * Joins the probabilities of some voxels.
     *
     * @param members {@code [model][class][voxel]}, each in [0, 1]; softmax over the classes, or a sigmoid per region; not to be
     *     changed
     * @param voxels how many voxels of the arrays are in use
     * @param combined receives {@code [class][voxel]}, each in [0, 1]
     */
    void combine(float[][][] members, int voxels, float[][] combined);
}
