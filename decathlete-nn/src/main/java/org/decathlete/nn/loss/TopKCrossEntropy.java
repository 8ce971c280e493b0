package org.decathlete.nn.loss;

import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Tensors;

/**
 * Cross-entropy over the worst voxels of the batch only: nnU-Net's TopKLoss.
 *
 * @param percent how many of all voxels count, ignored ones among them, rounded down
 * @param ignore the label whose voxels are taken for right
 */
public record TopKCrossEntropy(double percent, OptionalInt ignore) implements HeadLoss {
    private static final long NO_REDUCTION = 0;
    private static final int NEVER = -100;

    /** No voxel is ignored. */
    public TopKCrossEntropy(double percent) {
        this(percent, OptionalInt.empty());
    }

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor labels = Tensors.to(target, ScalarType.Long).squeeze(1);
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor entropy =
                torch.nll_loss_nd(logarithms, labels, new TensorOptional(), NO_REDUCTION, ignore.orElse(NEVER));
        long count = (long) (entropy.numel() * percent / 100);
        return entropy.reshape(-1).topk(count, 0, true, false).get0().mean();
    }
}
