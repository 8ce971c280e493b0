package org.decathlete.nn.train.precision;

/**
 * What the loss is multiplied by before the backward pass in half precision, so that small gradients do not become zero (Micikevicius et
 * al., 2018). The gradients are divided by it together with their clipping, and whether they are finite is seen by their norm, which
 * clipping needs anyway: scaling costs no further pass over the weights and no further wait for the device.
 *
 * @param factor a power of two, in [1, {@link #LARGEST}]
 * @param goodSteps steps since it changed last
 * @param skippedSteps steps that were not taken, in all
 */
public record LossScale(double factor, int goodSteps, long skippedSteps) {
    /** PyTorch's first guess. */
    static final LossScale INITIAL = new LossScale(65536, 0, 0);

    /** Gradients are kept in float32; beyond this the squares in their norm would come near its end. */
    static final double LARGEST = 1 << 24;

    private static final int GROWS_AFTER = 2000;

    /** After a step with finite gradients. */
    LossScale afterGoodStep() {
        return goodSteps + 1 < GROWS_AFTER
                ? new LossScale(factor, goodSteps + 1, skippedSteps)
                : new LossScale(Math.min(LARGEST, factor * 2), 0, skippedSteps);
    }

    /** After a step with gradients that were not finite, which is skipped. */
    LossScale afterSkippedStep() {
        return new LossScale(Math.max(1, factor / 2), 0, skippedSteps + 1);
    }

    /** Whether a lower one is left to try; where none is, it is not the scale that makes gradients infinite. */
    boolean canFall() {
        return factor > 1;
    }
}
