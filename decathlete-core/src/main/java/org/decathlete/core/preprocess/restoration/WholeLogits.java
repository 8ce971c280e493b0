package org.decathlete.core.preprocess.restoration;

import java.util.Arrays;

/** Logits that are all in memory, handed out in slabs of a given depth. */
final class WholeLogits implements LogitsSource {
    private final int[] shape;
    private final float[][] channels;
    private final int depth;
    private int done;

    /** @param depth planes of a slab, at least 1 */
    WholeLogits(int[] shape, float[][] channels, int depth) {
        this.shape = shape.clone();
        this.channels = channels;
        this.depth = depth;
    }

    @Override
    public int classes() {
        return channels.length;
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public LogitsSlab next() {
        if (done == shape[0]) {
            throw new IllegalStateException("all " + done + " planes have been handed out");
        }
        int first = done;
        int plane = shape[1] * shape[2];
        float[][][] planes = new float[Math.min(depth, shape[0] - first)][channels.length][];
        for (int z = 0; z < planes.length; z++) {
            int from = (first + z) * plane;
            for (int index = 0; index < channels.length; index++) {
                planes[z][index] = Arrays.copyOfRange(channels[index], from, from + plane);
            }
        }
        done += planes.length;
        return new LogitsSlab(first, planes);
    }
}
