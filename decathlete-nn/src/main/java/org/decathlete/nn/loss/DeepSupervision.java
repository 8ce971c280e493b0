package org.decathlete.nn.loss;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;

/**
 * Judges every head against the target at its resolution and weighs them as nnU-Net does: half the weight per level, nothing for
 * the lowest, sum 1. What weighs nothing is not computed.
 *
 * @param loss the loss of one head
 */
public record DeepSupervision(HeadLoss loss) implements Loss {

    /** From here on a float32 copy of the logits takes a quarter of a gigabyte, and a loss makes half a dozen. */
    private static final long MANY = 1L << 26;

    /** Weights of that many heads, highest resolution first. */
    public static double[] weights(int heads) {
        double[] weights = new double[heads];
        for (int i = 0; i < heads; i++) {
            weights[i] = i == heads - 1 && heads > 1 ? 0 : Math.pow(0.5, i);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    @Override
    public Tensor value(List<Tensor> heads, Tensor target) {
        double[] weights = weights(heads.size());
        Tensor sum = weighted(heads.get(0), target, weights[0]);
        for (int i = 1; i < weights.length; i++) {
            if (weights[i] > 0) {
                sum = sum.add(weighted(heads.get(i), target, weights[i]));
            }
        }
        return sum;
    }

    private Tensor weighted(Tensor logits, Tensor target, double weight) {
        Tensor value = value(logits, Downsampling.nearestExact(target, logits.shape()));
        return weight == 1 ? value : value.mul(new Scalar(weight));
    }

    private Tensor value(Tensor logits, Tensor target) {
        if (logits.numel() >= MANY) {
            return loss.valueOfMany(logits, target);
        }
        return loss.value(
                Tensors.type(logits) == ScalarType.Double ? logits : Tensors.to(logits, ScalarType.Float), target);
    }
}
