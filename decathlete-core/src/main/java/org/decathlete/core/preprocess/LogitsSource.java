package org.decathlete.core.preprocess;

/** What a network says about a case: one array per output channel on the preprocessed grid. Thread-safe. */
public interface LogitsSource {

    /** Number of output channels. */
    int classes();

    /** Voxels along the transposed axes (z, y, x). */
    int[] shape();

    /**
     * The values before softmax or sigmoid of one output channel, {@code [z][y][x]}; not changed by the caller. It is asked for
     * several times, so this should cost nothing.
     */
    float[] channel(int index);

    /** Logits in memory, {@code [class][z·y·x]}. */
    static LogitsSource of(int[] shape, float[][] channels) {
        return new LogitsSource() {
            @Override
            public int classes() {
                return channels.length;
            }

            @Override
            public int[] shape() {
                return shape.clone();
            }

            @Override
            public float[] channel(int index) {
                return channels[index];
            }
        };
    }
}
