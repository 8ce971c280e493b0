package org.decathlete.core.preprocess.probabilities;

/**
 * Probabilities of a case on the file's grid, one map per output: softmax over the classes, or a sigmoid per region. Large ones lie
 * on the disk and are read plane by plane; closing them frees it. Thread-safe.
 */
public interface ProbabilityMap extends AutoCloseable {

    /** Number of outputs: labels with the background, or regions. */
    int classes();

    /** Voxels along (z, y, x) of the file. */
    int[] size();

    /**
     * Copies some planes of one output.
     *
     * @param index the output
     * @param firstPlane first plane along the file's z
     * @param planes how many
     * @param target receives {@code [z][y][x]} from its beginning
     */
    void read(int index, int firstPlane, int planes, float[] target);

    /** One output as a whole, {@code [z][y][x]}. */
    default float[] channel(int index) {
        int[] size = size();
        float[] values = new float[size[0] * size[1] * size[2]];
        read(index, 0, size[0], values);
        return values;
    }

    @Override
    void close();
}
