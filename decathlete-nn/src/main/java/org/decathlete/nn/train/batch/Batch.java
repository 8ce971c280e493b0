package org.decathlete.nn.train.batch;

/**
 * The samples of one step, in arrays.
 *
 * @param index the iteration it belongs to
 * @param shape (N, C, D, H, W)
 * @param image N·C·D·H·W values
 * @param labels N·D·H·W labels, at least 0
 */
public record Batch(long index, int[] shape, float[] image, short[] labels) implements StepBatch {

    @Override
    public int samples() {
        return shape[0];
    }
}
