package org.decathlete.nn.train;

/**
 * What one training step came to.
 *
 * @param iteration which one
 * @param loss of the batch, before the step
 * @param gradientNorm before clipping
 */
record StepOutcome(long iteration, double loss, double gradientNorm) {}
