package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;

/** A loss of one head against a target of its own resolution. */
@FunctionalInterface
public interface HeadLoss {

    /**
     * @param logits (N, C, [D,] H, W), float32 or float64
     * @param target label maps (N, 1, …) or region masks (N, R, …)
     * @return a scalar
     */
    Tensor value(Tensor logits, Tensor target);

    /**
     * The same for so many logits that copies of them would take most of the memory. Losses that can do with parts of them at a time
     * override it.
     *
     * @param logits (N, C, [D,] H, W) of any type
     */
    default Tensor valueOfMany(Tensor logits, Tensor target) {
        return value(Tensors.to(logits, ScalarType.Float), target);
    }

    /** This, weighted. */
    default HeadLoss times(double weight) {
        return weight == 1 ? this : (logits, target) -> value(logits, target).mul(new Scalar(weight));
    }

    /** The sum of this and another. */
    default HeadLoss plus(HeadLoss other) {
        return (logits, target) -> value(logits, target).add(other.value(logits, target));
    }
}
