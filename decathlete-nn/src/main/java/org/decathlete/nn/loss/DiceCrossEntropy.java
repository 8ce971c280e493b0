package org.decathlete.nn.loss;

import java.util.OptionalInt;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy plus soft Dice of a softmax over classes, sharing the softmax: nnU-Net's DC_and_CE_loss.
 *
 * <p>The cross-entropy is the mean over voxels that are not ignored, 0 where all are.
 *
 * @param dice the Dice term, absent to leave it out
 * @param crossEntropy whether the cross-entropy counts
 * @param ignore the label to ignore
 */
public record DiceCrossEntropy(@Nullable SoftDice dice, boolean crossEntropy, OptionalInt ignore) implements HeadLoss {
    private static final long SUM = 2;
    private static final long NEVER = -100;

    /** Logits of a block: what is made of it takes some hundred megabytes. */
    private static final long BLOCK = 1L << 23;

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        LabelTarget labels = LabelTarget.of(target, logits, ignore);
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor entropy = crossEntropy ? crossEntropy(logarithms, labels) : null;
        if (dice == null) {
            return entropy == null ? logits.sum().mul(new Scalar(0.0)) : entropy;
        }
        int first = dice.first();
        Tensor probabilities =
                logarithms.narrow(1, first, logits.size(1) - first).exp();
        Tensor overlap = dice.value(probabilities, labels.indicator(logits, first), labels.valid());
        return entropy == null ? overlap : entropy.add(overlap);
    }

    /** Computed block by block, with no copy of all logits but their gradient. */
    @Override
    public Tensor valueOfMany(Tensor logits, Tensor target) {
        return dice != null && crossEntropy
                ? new BlockwiseDiceCrossEntropy(dice, ignore, BLOCK).value(logits, target)
                : HeadLoss.super.valueOfMany(logits, target);
    }

    private static Tensor crossEntropy(Tensor logarithms, LabelTarget target) {
        Tensor valid = target.valid();
        Tensor labels = target.labels();
        if (valid == null) {
            Tensor sum = torch.nll_loss_nd(logarithms, labels.squeeze(1), new TensorOptional(), SUM, NEVER);
            return sum.div(new Scalar((double) labels.numel()));
        }
        Tensor chosen = logarithms.gather(1, labels).mul(valid);
        return chosen.sum().neg().div(valid.sum().clamp_min(new Scalar(1.0)));
    }
}
