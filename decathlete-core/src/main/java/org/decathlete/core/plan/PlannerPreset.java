package org.decathlete.core.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Registry;
import org.decathlete.core.spec.StageKind;

/**
 * The constants of a planner.
 *
 * @param name our name of the preset
 * @param plansName nnU-Net's name of its plans
 * @param plannerName nnU-Net's class name of the planner
 * @param stages what encoder stages are made of
 * @param encoderBlocks convolutions or residual blocks of each encoder stage; deeper stages repeat the last entry
 * @param decoderConvolutions convolutions of every decoder stage
 * @param reference3d feature-map elements of a 3D training step that fit the memory target at a batch of 2
 * @param reference2d the same in 2D, at a batch of 12
 * @param coverage largest share of all voxels of the dataset that one batch may show
 * @param scalesWithReferenceBatch whether a patch may cost the reference for the reference batch rather than for a batch of 2;
 *     nnU-Net's default planner works so, which lets 2D patches cost six times as much before they shrink
 * @param ownFolders whether preprocessed data have folders of this preset; otherwise 2d and 3d_fullres share nnU-Net's default
 * @param features channels of the stages
 */
public record PlannerPreset(
        String name,
        String plansName,
        String plannerName,
        StageKind stages,
        List<Integer> encoderBlocks,
        int decoderConvolutions,
        double reference3d,
        double reference2d,
        double coverage,
        boolean scalesWithReferenceBatch,
        boolean ownFolders,
        FeatureRule features) {

    private static final String DEFAULT_PLANS = "nnUNetPlans";
    private static final List<Integer> RESIDUAL_BLOCKS = List.of(1, 3, 4, 6);

    /** nnU-Net's default: plain convolutions, 8 GB. */
    public static final PlannerPreset DEFAULT = new PlannerPreset(
            "default",
            DEFAULT_PLANS,
            "ExperimentPlanner",
            StageKind.PLAIN,
            List.of(2),
            2,
            560e6,
            85e6,
            0.05,
            true,
            true);

    /** nnU-Net's residual encoder for 8 GB. */
    public static final PlannerPreset RESENC_M = residual("resenc-m", "M", 680e6, 135e6);

    /** nnU-Net's residual encoder for 24 GB. */
    public static final PlannerPreset RESENC_L = residual("resenc-l", "L", 2100e6, 380e6);

    /** nnU-Net's residual encoder for 40 GB. */
    public static final PlannerPreset RESENC_XL = residual("resenc-xl", "XL", 3600e6, 560e6);

    /** nnU-Net's presets, the default first. */
    public static final List<PlannerPreset> ALL = List.of(DEFAULT, RESENC_M, RESENC_L, RESENC_XL);

    /**
     * The preset of this name: one of nnU-Net's, or one that a jar brings.
     *
     * @throws DecathleteException of kind USAGE when there is none
     */
    public static PlannerPreset named(String name) {
        Map<String, PlannerPreset> known = new LinkedHashMap<>();
        ALL.forEach(preset -> known.put(preset.name(), preset));
        Registry.of(
                        PlannerPresetSource.class,
                        "planner preset",
                        source -> source.preset().name())
                .byName()
                .forEach((key, source) -> known.putIfAbsent(key, source.preset()));
        return Optional.ofNullable(known.get(name))
                .orElseThrow(
                        () -> DecathleteException.usage("--preset " + name + ": expected one of " + known.keySet()));
    }

    public PlannerPreset {
        encoderBlocks = List.copyOf(encoderBlocks);
    }

    /** A preset with nnU-Net's numbers of channels. */
    public PlannerPreset(
            String name,
            String plansName,
            String plannerName,
            StageKind stages,
            List<Integer> encoderBlocks,
            int decoderConvolutions,
            double reference3d,
            double reference2d,
            double coverage,
            boolean scalesWithReferenceBatch,
            boolean ownFolders) {
        this(
                name,
                plansName,
                plannerName,
                stages,
                encoderBlocks,
                decoderConvolutions,
                reference3d,
                reference2d,
                coverage,
                scalesWithReferenceBatch,
                ownFolders,
                FeatureRule.NNUNET);
    }

    /**
     * The same for networks of other depth and width, whose patch and batch follow from the same memory reference.
     *
     * @param scale factor on the blocks of each stage; rounded to whole blocks, halves to even, at least 1
     * @param rule channels of the stages
     */
    public PlannerPreset withNetwork(double scale, FeatureRule rule) {
        return new PlannerPreset(
                name,
                plansName,
                plannerName,
                stages,
                encoderBlocks.stream().map(blocks -> scaled(blocks, scale)).toList(),
                scaled(decoderConvolutions, scale),
                reference3d,
                reference2d,
                coverage,
                scalesWithReferenceBatch,
                ownFolders,
                rule);
    }

    private static int scaled(int blocks, double scale) {
        return (int) Math.max(1, Math.rint(scale * blocks));
    }

    /** The same under another name of the plans; the names of the data folders follow. */
    public PlannerPreset withPlansName(String newName) {
        return new PlannerPreset(
                name,
                newName,
                plannerName,
                stages,
                encoderBlocks,
                decoderConvolutions,
                reference3d,
                reference2d,
                coverage,
                scalesWithReferenceBatch,
                ownFolders,
                features);
    }

    /**
     * The same with batches that show at most as much of the dataset as the default planner's. The published residual presets have no
     * such limit, so that on a small dataset their batches grow to hundreds of samples.
     */
    public PlannerPreset withCappedBatch() {
        return new PlannerPreset(
                name,
                plansName,
                plannerName,
                stages,
                encoderBlocks,
                decoderConvolutions,
                reference3d,
                reference2d,
                Math.min(coverage, DEFAULT.coverage),
                scalesWithReferenceBatch,
                ownFolders,
                features);
    }

    /** Reference batch: what the references above are counted for. */
    int referenceBatch(int dimensions) {
        return dimensions == 2 ? 12 : 2;
    }

    double reference(int dimensions) {
        return dimensions == 2 ? reference2d : reference3d;
    }

    /** Feature-map elements of one sample above which a patch is shrunk. */
    double largestEstimate(int dimensions) {
        return scalesWithReferenceBatch
                ? reference(dimensions) * referenceBatch(dimensions) / 2
                : reference(dimensions);
    }

    /** Blocks of each encoder stage of a network with so many. */
    public List<Integer> blocks(int stageCount) {
        return IntStream.range(0, stageCount)
                .mapToObj(stage -> encoderBlocks.get(Math.min(stage, encoderBlocks.size() - 1)))
                .toList();
    }

    /** Convolutions of each decoder stage of a network with so many encoder stages. */
    public List<Integer> decoder(int stageCount) {
        return Collections.nCopies(stageCount - 1, decoderConvolutions);
    }

    String dataIdentifier(String configuration) {
        boolean shared = !ownFolders && !configuration.equals(Planner.LOWRES);
        return (shared ? DEFAULT_PLANS : plansName) + "_" + configuration;
    }

    private static PlannerPreset residual(String name, String size, double reference3d, double reference2d) {
        return new PlannerPreset(
                name,
                "nnUNetResEncUNet" + size + "Plans",
                "nnUNetPlannerResEnc" + size,
                StageKind.RESIDUAL,
                RESIDUAL_BLOCKS,
                1,
                reference3d,
                reference2d,
                1,
                false,
                false);
    }
}
