package org.decathlete.nn.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One minus the mean soft Dice coefficient (MONAI's DiceLoss; Milletari et al. 2016): per sample and channel
 * 1 − (2 Σpg + n) / (Σpᵒ + Σg + d), with o = 2 where {@code squared}; with {@code jaccard} the denominator is
 * 2 (Σpᵒ + Σg − Σpg) + d.
 *
 * @param activation what turns logits into p
 * @param background whether channel 0 counts, where there are more
 * @param squared whether predictions are squared in the denominator
 * @param jaccard whether it is the Jaccard index instead
 * @param smoothNumerator n
 * @param smoothDenominator d
 * @param batch whether the sums run over all samples of the batch
 * @param weights of the channels that count; what they weigh is the mean's terms, which is divided by their number and not by the
 *     weights, as in MONAI
 */
public record DiceLoss(
        Activation activation,
        boolean background,
        boolean squared,
        boolean jaccard,
        double smoothNumerator,
        double smoothDenominator,
        boolean batch,
        ClassWeights weights)
        implements HeadLoss {

    /** What turns logits into probabilities. */
    public enum Activation {
        /** Classes exclude each other. */
        SOFTMAX,
        /** Every channel is a region of its own. */
        SIGMOID,
        /** Nothing: they are probabilities already. */
        NONE;

        Tensor apply(Tensor logits) {
            return switch (this) {
                case SOFTMAX -> torch.softmax(logits, 1);
                case SIGMOID -> logits.sigmoid();
                case NONE -> logits;
            };
        }
    }

    /** MONAI's defaults: background counts, plain sums, smoothing 1e-5, per sample. */
    public static DiceLoss of(Activation activation) {
        return new DiceLoss(activation, true, false, false, 1e-5, 1e-5, false, ClassWeights.EQUAL);
    }

    /** Whose smoothing, in numerator and denominator. */
    public DiceLoss smoothed(double numerator, double denominator) {
        return new DiceLoss(activation, background, squared, jaccard, numerator, denominator, batch, weights);
    }

    /** With squared predictions, as Auto3DSeg has them. */
    public DiceLoss withSquares() {
        return new DiceLoss(activation, background, true, jaccard, smoothNumerator, smoothDenominator, batch, weights);
    }

    /** With sums over the batch. */
    public DiceLoss overBatch() {
        return new DiceLoss(
                activation, background, squared, jaccard, smoothNumerator, smoothDenominator, true, weights);
    }

    /** With weights of the channels that count. */
    public DiceLoss weighted(ClassWeights others) {
        return new DiceLoss(
                activation, background, squared, jaccard, smoothNumerator, smoothDenominator, batch, others);
    }

    @Override
    public Tensor value(Tensor logits, Tensor target) {
        Tensor probabilities = Indicator.counted(activation.apply(logits), background);
        Tensor indicator = Indicator.counted(Indicator.of(logits, target), background);
        Tensor intersection = sum(probabilities.mul(indicator));
        Tensor predicted = sum(squared ? probabilities.mul(probabilities) : probabilities);
        Tensor total = predicted.add(sum(indicator));
        Tensor union = jaccard ? total.sub(intersection).mul(new Scalar(2.0)) : total;
        Tensor numerator = intersection.mul(new Scalar(2.0)).add(new Scalar(smoothNumerator));
        Tensor coefficient = numerator.div(union.add(new Scalar(smoothDenominator)));
        Tensor each = coefficient.neg().add(new Scalar(1.0));
        int channels = batch ? 0 : 1;
        return (each.size(channels) == 1 ? each : weights.times(each, channels)).mean();
    }

    private Tensor sum(Tensor x) {
        long[] axes = new long[(int) x.dim() - (batch ? 1 : 2)];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = batch ? (i == 0 ? 0 : i + 1) : i + 2;
        }
        return x.sum(axes);
    }
}
