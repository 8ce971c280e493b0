package org.decathlete.nn.extension;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.nn.loss.HeadLoss;
import org.decathlete.nn.loss.LossType;
import org.decathlete.nn.tensor.Tensors;

/** The mean squared error of the probabilities (Brier's score), as a third party's jar would add it. */
public final class SquaredErrorType implements LossType {
    static final String NAME = "squared-error";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HeadLoss build(LossRecipe recipe, Labels labels, boolean batchDice) {
        return (logits, target) -> {
            Tensor indicator = torch.zeros_like(logits);
            indicator.scatter_(1, Tensors.to(target, ScalarType.Long), torch.ones_like(logits));
            return torch.mse_loss(torch.softmax(logits, 1), indicator);
        };
    }

    @Override
    public boolean separable(Labels labels, boolean batchDice) {
        return true;
    }
}
