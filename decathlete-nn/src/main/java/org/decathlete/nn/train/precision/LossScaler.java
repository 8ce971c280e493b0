package org.decathlete.nn.train.precision;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Precision;
import org.jspecify.annotations.Nullable;

/** Scales the loss where the precision needs that, and follows how it goes. */
public final class LossScaler {
    private @Nullable LossScale scale;

    /** Begins with the first scale where the precision needs one. */
    public LossScaler(Precision precision) {
        scale = precision == Precision.FP16 ? LossScale.INITIAL : null;
    }

    /** The scale; null where the precision needs none. */
    public @Nullable LossScale scale() {
        return scale;
    }

    /** Goes on with the scale of a checkpoint; without effect where the precision needs none. */
    public void resume(@Nullable LossScale stored) {
        if (scale != null && stored != null) {
            scale = stored;
        }
    }

    /** What the loss, and with it its gradients, is multiplied by; 1 without a scale. */
    public double factor() {
        return scale == null ? 1 : scale.factor();
    }

    /** The loss to differentiate. */
    public Tensor scaled(Tensor loss) {
        return scale == null ? loss : loss.mul(new Scalar(scale.factor()));
    }

    /**
     * Learns how a step went.
     *
     * @param gradientNorm not finite where the weights were left as they are
     * @return whether it was skipped because the scale was too high; the next step has a lower one
     */
    public boolean skips(double gradientNorm) {
        if (scale == null) {
            return false;
        }
        boolean skipped = !Double.isFinite(gradientNorm) && scale.canFall();
        scale = skipped ? scale.afterSkippedStep() : scale.afterGoodStep();
        return skipped;
    }
}
