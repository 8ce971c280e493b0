package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The cross-entropy beside MONAI's Dice (DiceCELoss): with one output binary; with several that of a softmax, the mean over voxels,
 * also where the target has a mask per region and a voxel can lie in several or none.
 *
 * @param weights of all classes. Of label maps the mean is a weighted one; of masks the weighted sum is divided by the number of
 *     voxels. With one output its only weight counts for voxels inside alone. So does torch
 * @param smoothing part of each voxel's label, in [0, 1), that is spread evenly over all classes; of no effect with one output
 */
public record CrossEntropy(ClassWeights weights, double smoothing) implements HeadLoss {
    private static final long NO_REDUCTION = 0;

    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing " + smoothing + ": expected a number from 0 to below 1");
        }
    }

    /** All classes count alike, and labels are sharp. */
    public CrossEntropy() {
        this(ClassWeights.EQUAL, 0);
    }

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor indicator = Indicator.of(logits, target);
        if (logits.size(1) == 1) {
            return binary(logits, indicator);
        }
        double voxels = (double) logits.numel() / logits.size(1);
        Tensor wanted = smoothing == 0
                ? indicator
                : indicator.mul(new Scalar(1 - smoothing)).add(new Scalar(smoothing / logits.size(1)));
        Tensor sum =
                weights.times(torch.log_softmax(logits, 1).mul(wanted), 1).sum().neg();
        return !weights.isEqual() && Indicator.isLabelMap(logits, target)
                ? sum.div(weights.times(indicator, 1).sum())
                : sum.div(new Scalar(voxels));
    }

    private Tensor binary(Tensor logits, Tensor indicator) {
        Tensor each = torch.binary_cross_entropy_with_logits(
                logits, indicator, new TensorOptional(), new TensorOptional(), NO_REDUCTION);
        if (weights.isEqual()) {
            return each.mean();
        }
        Tensor inside = weights.times(indicator, 1);
        return each.mul(inside.sub(indicator).add(new Scalar(1.0))).mean();
    }
}
