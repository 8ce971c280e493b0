package org.decathlete.core.preprocess.probabilities;

/** Probabilities in the making: first planes are put, by several threads, then it is finished, then it can be read. */
public interface ProbabilityTarget extends ProbabilityMap {

    /** Takes plane {@code z} of the cropped, transposed case, {@code [y][x]}. */
    void put(int index, int z, float[] plane);

    /** All planes have been put. */
    void finish();
}
