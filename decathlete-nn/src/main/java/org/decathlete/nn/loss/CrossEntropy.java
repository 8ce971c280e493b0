package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The cross-entropy beside MONAI's Dice (DiceCELoss): with one output binary; with several that of a softmax, the mean over voxels,
 * also where the target has a mask per region and a voxel can lie in several or none.
 */
public record CrossEntropy() implements HeadLoss {
    private static final long MEAN = 1;

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor indicator = Indicator.of(logits, target);
        if (logits.size(1) == 1) {
            return torch.binary_cross_entropy_with_logits(
                    logits, indicator, new TensorOptional(), new TensorOptional(), MEAN);
        }
        double voxels = (double) logits.numel() / logits.size(1);
        return torch.log_softmax(logits, 1).mul(indicator).sum().neg().div(new Scalar(voxels));
    }
}
