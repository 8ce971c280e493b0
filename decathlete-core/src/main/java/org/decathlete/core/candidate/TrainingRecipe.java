package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained. Device, precision, seed, folds and a time budget are not part of it: they are run settings.
 *
 * @param optimizer how weights follow gradients
 * @param schedule how the learning rate falls
 * @param loss what is minimised
 * @param deepSupervision whether the heads of lower resolutions are trained too, with halving weights
 * @param gradientClip largest L2 norm of all gradients together, above 0
 * @param epochs epochs of a full training, at least 1
 * @param iterationsPerEpoch training batches of an epoch, at least 1
 * @param validationIterations validation batches of an epoch, at least 1
 * @param foregroundOversampling share of a batch's samples that are centred on a labelled voxel, in [0, 1]
 * @param scoreMomentum share of the old value in the moving average of the validation Dice that chooses checkpoint_best
 * @param augmentation how training patches are varied
 * @param patchGrowth how patches grow during the training; null, and absent from its JSON, where they are as planned throughout
 * @param sparseOversampling true where a batch too small to hold the share of centred samples has none, as nnU-Net rounds; null, and
 *     absent from its JSON, where a batch of one sample is centred with the probability of that share. Larger batches know no difference
 */
public record TrainingRecipe(
        OptimizerSpec optimizer,
        Schedule schedule,
        LossRecipe loss,
        boolean deepSupervision,
        double gradientClip,
        int epochs,
        int iterationsPerEpoch,
        int validationIterations,
        double foregroundOversampling,
        double scoreMomentum,
        Augmentation augmentation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PatchGrowth patchGrowth,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean sparseOversampling) {

    /** A recipe of patches as planned, under which batches of one sample are centred on foreground now and then. */
    public TrainingRecipe(
            OptimizerSpec optimizer,
            Schedule schedule,
            LossRecipe loss,
            boolean deepSupervision,
            double gradientClip,
            int epochs,
            int iterationsPerEpoch,
            int validationIterations,
            double foregroundOversampling,
            double scoreMomentum,
            Augmentation augmentation) {
        this(
                optimizer,
                schedule,
                loss,
                deepSupervision,
                gradientClip,
                epochs,
                iterationsPerEpoch,
                validationIterations,
                foregroundOversampling,
                scoreMomentum,
                augmentation,
                null,
                null);
    }

    public TrainingRecipe {
        Ranges.above("gradientClip", gradientClip, 0);
        Ranges.within("epochs", epochs, 1, Integer.MAX_VALUE);
        Ranges.within("iterationsPerEpoch", iterationsPerEpoch, 1, Integer.MAX_VALUE);
        Ranges.within("validationIterations", validationIterations, 1, Integer.MAX_VALUE);
        Ranges.probability("foregroundOversampling", foregroundOversampling);
        Ranges.probability("scoreMomentum", scoreMomentum);
    }

    /** The same with another initial learning rate. */
    public TrainingRecipe withLearningRate(double rate) {
        return with(optimizer.withLearningRate(rate), patchGrowth, sparseOversampling);
    }

    /** The same with another rule for batches of one sample. */
    TrainingRecipe withSparseOversampling(@Nullable Boolean sparse) {
        return with(optimizer, patchGrowth, sparse);
    }

    /** The same with patches that grow otherwise, or not at all. */
    public TrainingRecipe withPatchGrowth(@Nullable PatchGrowth growth) {
        return with(optimizer, growth, sparseOversampling);
    }

    private TrainingRecipe with(OptimizerSpec otherOptimizer, @Nullable PatchGrowth growth, @Nullable Boolean sparse) {
        return new TrainingRecipe(
                otherOptimizer,
                schedule,
                loss,
                deepSupervision,
                gradientClip,
                epochs,
                iterationsPerEpoch,
                validationIterations,
                foregroundOversampling,
                scoreMomentum,
                augmentation,
                growth,
                sparse);
    }

    /**
     * For budgets far below nnU-Net's thousand epochs: Muon with a warm-up and a cosine instead of SGD, whose heavy momentum needs
     * hundreds of steps to get going; no mirroring, which shows a network with little time anatomy that does not exist and makes
     * prediction eight times as dear; and patches that begin small. The rest is nnU-Net's.
     */
    public static TrainingRecipe accelerated() {
        TrainingRecipe base = nnUNet();
        return new TrainingRecipe(
                        OptimizerSpec.Muon.of(2e-3, 1e-2),
                        Schedule.cosine(0.05, 0.1),
                        base.loss,
                        base.deepSupervision,
                        base.gradientClip,
                        base.epochs,
                        base.iterationsPerEpoch,
                        base.validationIterations,
                        base.foregroundOversampling,
                        base.scoreMomentum,
                        base.augmentation.withoutMirroring())
                .withPatchGrowth(PatchGrowth.accelerated());
    }

    /** nnU-Net's default training (nnUNetTrainer). */
    public static TrainingRecipe nnUNet() {
        return new TrainingRecipe(
                new OptimizerSpec.Sgd(1e-2, 0.99, true, 3e-5),
                Schedule.polynomial(0.9),
                new LossRecipe(LossRecipe.DICE_CROSS_ENTROPY, 1, 1, 1e-5),
                true,
                12,
                1000,
                250,
                50,
                0.33,
                0.9,
                Augmentation.nnUNet());
    }
}
