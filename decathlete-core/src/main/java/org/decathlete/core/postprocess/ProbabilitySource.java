package org.decathlete.core.postprocess;

import java.util.List;

/** Probabilities of one model for one case, on the grid of the image's file, given out slab by slab. Thread-safe. */
public interface ProbabilitySource {

    /** Number of outputs: labels with the background, or regions. */
    int classes();

    /** Voxels along (z, y, x). */
    int[] size();

    /** How many planes are read at a time with the least work. */
    int planesAtOnce();

    /**
     * Copies some planes of one output.
     *
     * @param index the output
     * @param firstPlane first plane along z
     * @param planes how many
     * @param target receives {@code [z][y][x]} from its beginning, each value in [0, 1]
     */
    void read(int index, int firstPlane, int planes, float[] target);

    /**
     * Probabilities in memory.
     *
     * @param size (z, y, x)
     * @param channels one array {@code [z][y][x]} per output, shared
     */
    static ProbabilitySource of(int[] size, List<float[]> channels) {
        return new ProbabilityArrays(size.clone(), List.copyOf(channels));
    }
}
