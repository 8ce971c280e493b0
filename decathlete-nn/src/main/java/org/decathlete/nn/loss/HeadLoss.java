package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A loss of one head against a target of its own resolution. */
@FunctionalInterface
public interface HeadLoss {

    /**
     * @param logits (N, C, [D,] H, W), float32 or float64
     * @param target label maps (N, 1, …) or region masks (N, R, …)
     * @return a scalar
     */
    Tensor value(Tensor logits, Tensor target);

    /** This, weighted. */
    default HeadLoss times(double weight) {
        return weight == 1 ? this : (logits, target) -> value(logits, target).mul(new Scalar(weight));
    }

    /** The sum of this and another. */
    default HeadLoss plus(HeadLoss other) {
        return (logits, target) -> value(logits, target).add(other.value(logits, target));
    }
}
