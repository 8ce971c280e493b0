package org.decathlete.nn.loss;

import java.util.Arrays;
import java.util.OptionalInt;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * {@link DiceCrossEntropy} for many classes and voxels: slabs of the first spatial axis go through softmax and indicators one after
 * another, twice. The first time for the sums that the loss is made of; the second time, where a gradient is wanted, for the gradient,
 * which by the chain rule needs no more of the other slabs than these sums. Of what is as large as the logits only the gradient is
 * kept, in the logits' own type, where a graph over everything would keep half a dozen in float32.
 *
 * @param dice the Dice term
 * @param ignore the label to ignore
 * @param blockSize logits of a slab, about
 */
record BlockwiseDiceCrossEntropy(SoftDice dice, OptionalInt ignore, long blockSize) {
    private static final int AXIS = 2;

    /**
     * @param logits (N, C, [D,] H, W)
     * @param target (N, 1, …), of the same resolution
     * @return a scalar to differentiate
     */
    Tensor value(Tensor logits, Tensor target) {
        try (Scope scope = Scope.open()) {
            // Half precision has not the range for the gradient of a mean.
            Tensor source = Tensors.type(logits) == ScalarType.Half ? Tensors.to(logits, ScalarType.Float) : logits;
            LossSums sums = sums(source.detach(), target);
            if (!source.requires_grad() || !GradMode.is_enabled()) {
                return scope.pass(sums.loss(dice).add(new Scalar(0.0)));
            }
            LossSums weights = sums.derivatives(dice);
            Tensor gradient = gradient(source.detach(), target, weights);
            return scope.pass(carrying(sums.loss(dice).detach(), source, gradient));
        }
    }

    private LossSums sums(Tensor logits, Tensor target) {
        try (Scope scope = Scope.open();
                AutoGradMode off = new AutoGradMode(false)) {
            LossSums all = null;
            long step = step(logits);
            for (long from = 0; from < logits.size(AXIS); from += step) {
                try (Scope inner = Scope.open()) {
                    long count = Math.min(step, logits.size(AXIS) - from);
                    LossSums part = of(block(logits, from, count), target.narrow(AXIS, from, count));
                    all = all == null ? part.passTo(inner) : all.add(part);
                }
            }
            if (all == null) {
                throw new IllegalArgumentException("no voxels: " + Arrays.toString(logits.shape()));
            }
            return all.passTo(scope);
        }
    }

    /** The derivative of the loss by each logit, in their type and layout. */
    private Tensor gradient(Tensor logits, Tensor target, LossSums weights) {
        try (Scope scope = Scope.open()) {
            Tensor gradient = torch.empty_like(logits);
            long step = step(logits);
            for (long from = 0; from < logits.size(AXIS); from += step) {
                try (Scope inner = Scope.open();
                        AutoGradMode on = new AutoGradMode(true)) {
                    long count = Math.min(step, logits.size(AXIS) - from);
                    Tensor block = block(logits, from, count).detach();
                    block.set_requires_grad(true);
                    of(block, target.narrow(AXIS, from, count)).dot(weights).backward();
                    gradient.narrow(AXIS, from, count).copy_(block.grad());
                }
            }
            return scope.pass(gradient);
        }
    }

    /** What a slab adds to the sums. */
    private LossSums of(Tensor logits, Tensor target) {
        LabelTarget labels = LabelTarget.of(target, logits, ignore);
        Tensor valid = labels.valid();
        Tensor logarithms = torch.log_softmax(logits, 1);
        Tensor chosen = logarithms.gather(1, labels.labels());
        int first = dice.first();
        Tensor probabilities =
                logarithms.narrow(1, first, logits.size(1) - first).exp();
        Tensor indicator = labels.indicator(logits, first);
        return new LossSums(
                (valid == null ? chosen : chosen.mul(valid)).sum().neg(),
                valid == null
                        ? torch.full_like(chosen.sum().detach(), new Scalar((double) chosen.numel()))
                        : valid.sum(),
                dice.sum(probabilities.mul(indicator)),
                dice.sum(valid == null ? probabilities : probabilities.mul(valid)),
                dice.sum(indicator));
    }

    private static Tensor block(Tensor logits, long from, long count) {
        Tensor part = logits.narrow(AXIS, from, count);
        return Tensors.type(part) == ScalarType.Double ? part : part.to(ScalarType.Float);
    }

    private long step(Tensor logits) {
        return Math.max(1, blockSize / (logits.numel() / logits.size(AXIS)));
    }

    /** A scalar of this value whose derivative by the logits is this gradient: their scalar product, less itself. */
    private static Tensor carrying(Tensor value, Tensor logits, Tensor gradient) {
        long[] channelsLast = new long[(int) logits.dim()];
        for (int axis = 1; axis + 1 < channelsLast.length; axis++) {
            channelsLast[axis] = axis + 1L;
        }
        channelsLast[channelsLast.length - 1] = 1;
        boolean flat = logits.is_contiguous();
        Tensor left = (flat ? logits : logits.permute(channelsLast)).reshape(-1);
        Tensor right = (flat ? gradient : gradient.permute(channelsLast)).reshape(-1);
        Tensor product = left.numel() > Integer.MAX_VALUE ? left.mul(right).sum() : left.dot(right);
        return value.add(product.sub(product.detach()).to(Tensors.type(value)));
    }
}
