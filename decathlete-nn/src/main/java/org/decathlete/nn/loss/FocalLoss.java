package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy in which voxels that are right already count less, by (1 − p)^γ (Lin et al. 2017; MONAI's FocalLoss): the mean over
 * voxels and channels, either of a binary cross-entropy of every channel, or of the channels' parts of a softmax's.
 *
 * @param gamma γ, at least 0
 * @param background whether channel 0 counts, where there are more
 * @param softmax whether classes exclude each other
 */
public record FocalLoss(double gamma, boolean background, boolean softmax) implements HeadLoss {
    private static final long NO_REDUCTION = 0;

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor indicator = Indicator.counted(Indicator.of(logits, target), background);
        Tensor outputs = Indicator.counted(logits, background);
        return (softmax ? exclusive(outputs, indicator) : independent(outputs, indicator)).mean();
    }

    private Tensor exclusive(Tensor logits, Tensor indicator) {
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor wrong = logarithms.exp().neg().add(new Scalar(1.0));
        return wrong.pow(new Scalar(gamma)).mul(logarithms).mul(indicator).neg();
    }

    /** (1 − p) of the right answer is the sigmoid of the logit with its sign turned; its logarithm is exact where p is near 1. */
    private Tensor independent(Tensor logits, Tensor indicator) {
        Tensor entropy = torch.binary_cross_entropy_with_logits(
                logits, indicator, new TensorOptional(), new TensorOptional(), NO_REDUCTION);
        Tensor sign = indicator.mul(new Scalar(2.0)).sub(new Scalar(1.0));
        Tensor wrong = torch.log_sigmoid(logits.neg().mul(sign));
        return wrong.mul(new Scalar(gamma)).exp().mul(entropy);
    }
}
