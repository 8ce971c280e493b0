package org.decathlete.core.preprocess.restoration;

/**
 * What a network says about a case, handed out in slabs of planes along the slowest axis, from the first plane to the last, once:
 * only the planes in work need to be in memory. Not thread-safe.
 */
public interface LogitsSource {

    /** Number of output channels. */
    int classes();

    /** Voxels along the transposed axes (z, y, x). */
    int[] shape();

    /**
     * The next planes, at least one; they begin where the last slab ended and are valid until the next call.
     *
     * @throws IllegalStateException when all planes have been handed out
     */
    LogitsSlab next();

    /** Logits in memory, {@code [class][z·y·x]}. */
    static LogitsSource of(int[] shape, float[][] channels) {
        return new WholeLogits(shape, channels, shape[0]);
    }
}
