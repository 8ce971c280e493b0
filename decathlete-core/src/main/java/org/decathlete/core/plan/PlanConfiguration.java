package org.decathlete.core.plan;

import java.util.List;
import org.decathlete.core.spec.UNetSpec;
import org.jspecify.annotations.Nullable;

/**
 * One way of segmenting a dataset: at one spacing, with one patch size and one network. Axes are the transposed ones.
 *
 * @param name such as {@code 3d_fullres}
 * @param dataIdentifier nnU-Net's folder name for its preprocessed data; configurations that share it are preprocessed alike
 * @param preprocessorName nnU-Net's class name
 * @param batchSize samples per training step
 * @param patchSize edges of a patch, (z, y, x) or (y, x)
 * @param medianImageSize median size of a case at this spacing, as many entries as the patch; may be x.5
 * @param spacing target spacing in mm, as many entries as the patch
 * @param normalizationSchemes nnU-Net's class name per channel
 * @param useMaskForNorm per channel, whether only the nonzero region is normalised
 * @param imageResampling how images are resampled
 * @param labelResampling how label maps are resampled
 * @param predictionResampling how the network's output is resampled to the case's own grid
 * @param network the architecture, for the dataset's channels and labels
 * @param batchDice whether the Dice loss pools the samples of a batch
 * @param nextStages configurations that refine this one's result
 * @param previousStage the configuration whose result this one refines; null where none
 * @param inheritsFrom the configuration that this one was written as a variation of; null where none. Everything inherited is
 *     filled in here
 */
public record PlanConfiguration(
        String name,
        String dataIdentifier,
        String preprocessorName,
        int batchSize,
        List<Integer> patchSize,
        List<Double> medianImageSize,
        List<Double> spacing,
        List<String> normalizationSchemes,
        List<Boolean> useMaskForNorm,
        Resampling imageResampling,
        Resampling labelResampling,
        Resampling predictionResampling,
        UNetSpec network,
        boolean batchDice,
        List<String> nextStages,
        @Nullable String previousStage,
        @Nullable String inheritsFrom) {

    /** nnU-Net's only preprocessor that is known here. */
    public static final String PREPROCESSOR = "DefaultPreprocessor";

    public PlanConfiguration {
        patchSize = List.copyOf(patchSize);
        medianImageSize = List.copyOf(medianImageSize);
        spacing = List.copyOf(spacing);
        normalizationSchemes = List.copyOf(normalizationSchemes);
        useMaskForNorm = List.copyOf(useMaskForNorm);
        nextStages = List.copyOf(nextStages);
    }

    /** 2 or 3. */
    public int dimensions() {
        return patchSize.size();
    }

    /** Whether this is the coarse first stage of a cascade. */
    public boolean isCoarse() {
        return !nextStages.isEmpty();
    }

    /** The same as the first stage of a cascade, or not. */
    PlanConfiguration withCascade(List<String> next, boolean pooledDice) {
        return new PlanConfiguration(
                name,
                dataIdentifier,
                preprocessorName,
                batchSize,
                patchSize,
                medianImageSize,
                spacing,
                normalizationSchemes,
                useMaskForNorm,
                imageResampling,
                labelResampling,
                predictionResampling,
                network,
                pooledDice,
                next,
                previousStage,
                inheritsFrom);
    }

    /** The second stage of a cascade: this configuration with the result of {@code previous} as further input. */
    PlanConfiguration refining(String newName, String previous) {
        return new PlanConfiguration(
                newName,
                dataIdentifier,
                preprocessorName,
                batchSize,
                patchSize,
                medianImageSize,
                spacing,
                normalizationSchemes,
                useMaskForNorm,
                imageResampling,
                labelResampling,
                predictionResampling,
                network,
                batchDice,
                List.of(),
                previous,
                name);
    }
}
