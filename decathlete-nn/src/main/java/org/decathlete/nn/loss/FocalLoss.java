package org.decathlete.nn.loss;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy in which voxels that are right already count less, by (1 − p)^γ (Lin et al. 2017; MONAI's FocalLoss): the mean over
 * voxels and channels, either of a binary cross-entropy of every channel, or of the channels' parts of a softmax's.
 *
 * @param gamma γ, at least 0
 * @param alpha α in [0, 1]. Binary: voxels in a channel count α times, those outside 1 − α. Of a softmax: the background counts 1 − α,
 *     every other class α, and without the background nothing, as in MONAI
 * @param background whether channel 0 counts, where there are more
 * @param softmax whether classes exclude each other
 * @param weights of the channels that count
 */
public record FocalLoss(double gamma, OptionalDouble alpha, boolean background, boolean softmax, ClassWeights weights)
        implements HeadLoss {
    private static final long NO_REDUCTION = 0;

    public FocalLoss {
        if (!(gamma >= 0)) {
            throw new IllegalArgumentException("gamma " + gamma + ": expected at least 0");
        }
        if (alpha.isPresent() && !(alpha.getAsDouble() >= 0 && alpha.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("alpha " + alpha.getAsDouble() + ": expected a number from 0 to 1");
        }
    }

    /** All voxels and classes count alike. */
    public FocalLoss(double gamma, boolean background, boolean softmax) {
        this(gamma, OptionalDouble.empty(), background, softmax, ClassWeights.EQUAL);
    }

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor indicator = Indicator.counted(Indicator.of(logits, target), background);
        Tensor outputs = Indicator.counted(logits, background);
        Tensor each = softmax ? exclusive(outputs, indicator) : independent(outputs, indicator);
        return (each.size(1) == 1 ? each : weights.times(each, 1)).mean();
    }

    private Tensor exclusive(Tensor logits, Tensor indicator) {
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor wrong = logarithms.exp().neg().add(new Scalar(1.0));
        Tensor each =
                wrong.pow(new Scalar(gamma)).mul(logarithms).mul(indicator).neg();
        return alpha.isPresent() && background ? balance((int) logits.size(1)).times(each, 1) : each;
    }

    /** α as weights of the classes of a softmax. */
    private ClassWeights balance(int classes) {
        double[] factors = new double[classes];
        Arrays.fill(factors, alpha.orElse(1));
        factors[0] = 1 - alpha.orElse(0);
        return ClassWeights.of(factors);
    }

    /** (1 − p) of the right answer is the sigmoid of the logit with its sign turned; its logarithm is exact where p is near 1. */
    private Tensor independent(Tensor logits, Tensor indicator) {
        Tensor entropy = torch.binary_cross_entropy_with_logits(
                logits, indicator, new TensorOptional(), new TensorOptional(), NO_REDUCTION);
        Tensor sign = indicator.mul(new Scalar(2.0)).sub(new Scalar(1.0));
        Tensor wrong = torch.log_sigmoid(logits.neg().mul(sign));
        Tensor each = wrong.mul(new Scalar(gamma)).exp().mul(entropy);
        if (alpha.isEmpty()) {
            return each;
        }
        double inside = alpha.getAsDouble();
        return each.mul(indicator.mul(new Scalar(2 * inside - 1)).add(new Scalar(1 - inside)));
    }
}
