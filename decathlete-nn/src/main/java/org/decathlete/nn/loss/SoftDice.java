package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The negative mean soft Dice coefficient (nnU-Net's MemoryEfficientSoftDiceLoss): per sample and channel
 * (2 Σpg + s) / max(Σp + Σg + s, 1e-8) with smoothing s, or with the sums taken over the batch.
 *
 * @param batch whether the sums run over all samples of the batch
 * @param background whether channel 0 of a softmax counts
 * @param smooth s
 */
public record SoftDice(boolean batch, boolean background, double smooth) {
    private static final double SMALLEST = 1e-8;

    /** nnU-Net's for label maps. */
    public static SoftDice nnUNet(boolean batch) {
        return new SoftDice(batch, false, 1e-5);
    }

    /** First channel that counts. */
    int first() {
        return background ? 0 : 1;
    }

    /**
     * The coefficient of probabilities and indicators that hold only the channels that count.
     *
     * @param probabilities (N, C, …)
     * @param indicator (N, C, …), zero where ignored
     * @param valid (N, 1, …), 0 where ignored; absent when nothing is
     * @return the negative mean coefficient, a scalar
     */
    Tensor value(Tensor probabilities, Tensor indicator, @Nullable Tensor valid) {
        return fromSums(
                sum(probabilities.mul(indicator)),
                sum(valid == null ? probabilities : probabilities.mul(valid)),
                sum(indicator));
    }

    /**
     * The coefficient of sums that are known, (N, C) or (C) as {@link #sum} makes them.
     *
     * @param intersection Σpg
     * @param predicted Σp
     * @param present Σg
     * @return the negative mean coefficient, a scalar
     */
    Tensor fromSums(Tensor intersection, Tensor predicted, Tensor present) {
        Tensor numerator = intersection.mul(new Scalar(2.0)).add(new Scalar(smooth));
        Tensor denominator = predicted.add(present).add(new Scalar(smooth)).clamp_min(new Scalar(SMALLEST));
        return numerator.div(denominator).mean().neg();
    }

    /** Sums over voxels, (N, C), or over voxels and samples, (C). */
    Tensor sum(Tensor x) {
        long[] axes = new long[(int) x.dim() - (batch ? 1 : 2)];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = batch ? (i == 0 ? 0 : i + 1) : i + 2;
        }
        return x.sum(axes);
    }
}
