package org.decathlete.nn.train.step;

/**
 * What one training step came to.
 *
 * @param iteration which one
 * @param loss of the batch, before the step
 * @param gradientNorm before clipping
 * @param skipped whether the step was not taken, because the loss was scaled too high for half precision
 */
public record StepOutcome(long iteration, double loss, double gradientNorm, boolean skipped) {}
