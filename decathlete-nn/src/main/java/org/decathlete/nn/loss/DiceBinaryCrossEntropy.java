package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross-entropy plus soft Dice of a sigmoid per region: nnU-Net's DC_and_BCE_loss.
 *
 * <p>The cross-entropy is the mean over voxels and regions; where the target has a channel of ignored voxels it is, as in nnU-Net, the
 * sum over valid voxels and all regions divided by the number of valid voxels alone.
 *
 * @param dice the Dice term
 * @param ignore whether the last channel of the target marks ignored voxels
 * @param crossEntropyWeight what the cross-entropy is multiplied by
 * @param diceWeight what the Dice term is multiplied by
 */
public record DiceBinaryCrossEntropy(SoftDice dice, boolean ignore, double crossEntropyWeight, double diceWeight)
        implements HeadLoss {
    private static final long NONE = 0;
    private static final long MEAN = 1;

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        long regions = logits.size(1);
        Tensor masks = Tensors.to(target.narrow(1, 0, regions), Tensors.type(logits));
        Tensor valid = ignore ? valid(logits, target) : null;
        Tensor indicator = valid == null ? masks : masks.mul(valid);
        Tensor entropy = crossEntropy(logits, masks, valid).mul(new Scalar(crossEntropyWeight));
        return entropy.add(dice.value(logits.sigmoid(), indicator, valid), new Scalar(diceWeight));
    }

    private static Tensor valid(Tensor logits, Tensor target) {
        Tensor ignored = Tensors.to(target.narrow(1, target.size(1) - 1, 1), Tensors.type(logits));
        return ignored.eq(new Scalar(0)).to(Tensors.type(logits));
    }

    private static Tensor crossEntropy(Tensor logits, Tensor masks, @Nullable Tensor valid) {
        if (valid == null) {
            return entropy(logits, masks, MEAN);
        }
        Tensor sum = entropy(logits, masks, NONE).mul(valid).sum();
        return sum.div(valid.sum().clamp_min(new Scalar(1e-8)));
    }

    private static Tensor entropy(Tensor logits, Tensor masks, long reduction) {
        return torch.binary_cross_entropy_with_logits(
                logits, masks, new TensorOptional(), new TensorOptional(), reduction);
    }
}
