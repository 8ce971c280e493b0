package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;

/**
 * Cross-entropy over the worst voxels of the batch only: nnU-Net's TopKLoss.
 *
 * @param percent how many of all voxels count, rounded down
 */
public record TopKCrossEntropy(double percent) implements HeadLoss {
    private static final long NO_REDUCTION = 0;
    private static final long NEVER = -100;

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor labels = Tensors.to(target, ScalarType.Long).squeeze(1);
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor entropy = torch.nll_loss_nd(logarithms, labels, new TensorOptional(), NO_REDUCTION, NEVER);
        long count = (long) (entropy.numel() * percent / 100);
        return entropy.reshape(-1).topk(count, 0, true, false).get0().mean();
    }
}
