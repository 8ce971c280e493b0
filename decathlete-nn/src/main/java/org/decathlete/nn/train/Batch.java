package org.decathlete.nn.train;

/**
 * The samples of one step.
 *
 * @param index the iteration it belongs to
 * @param shape (N, C, D, H, W)
 * @param image N·C·D·H·W values
 * @param labels N·D·H·W labels, at least 0
 */
record Batch(long index, int[] shape, float[] image, short[] labels) {}
