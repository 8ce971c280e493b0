package org.decathlete.core.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.fingerprint.Fingerprint;

/**
 * nnU-Net's experiment planner (Isensee et al., Nature Methods 2021; presets of Isensee et al., MICCAI 2024): fixed rules from a
 * fingerprint to spacings, patch sizes, networks and batch sizes.
 */
public final class Planner {
    /** Name of the configuration at the target spacing. */
    public static final String FULLRES = "3d_fullres";

    /** Name of the configuration at a coarser spacing, first stage of the cascade. */
    public static final String LOWRES = "3d_lowres";

    /** Name of the second stage of the cascade. */
    public static final String CASCADE = "3d_cascade_fullres";

    /** Name of the configuration that segments slices. */
    public static final String SLICES = "2d";

    private final PlannerPreset preset;

    public Planner(PlannerPreset preset) {
        this.preset = preset;
    }

    /**
     * Plans every configuration that fits the data: 2d, for volumes also 3d_fullres, and for volumes far larger than a patch
     * also 3d_lowres with 3d_cascade_fullres.
     *
     * @param description what the dataset declares; where it declares no number of training cases, the fingerprint's counts
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when the images are too small for any U-Net
     */
    public Plans plan(DatasetDescription description, Fingerprint fingerprint) {
        DatasetFacts facts = DatasetFacts.of(description, fingerprint);
        List<String> explanations = new ArrayList<>(facts.reasons());
        Map<String, PlanConfiguration> configurations = configurations(facts, explanations);
        return new Plans(
                description.name(),
                preset.plansName(),
                Axes.list(facts.originalMedianSpacing()),
                Arrays.stream(facts.originalMedianSize())
                        .mapToObj(size -> (int) Math.rint(size))
                        .toList(),
                readerWriter(description.fileEnding()),
                facts.forward(),
                Axes.inverse(facts.forward()),
                preset.plannerName(),
                "LabelManager",
                fingerprint.foregroundIntensityPropertiesPerChannel(),
                configurations,
                explanations);
    }

    private Map<String, PlanConfiguration> configurations(DatasetFacts facts, List<String> explanations) {
        ConfigurationPlanner planner = new ConfigurationPlanner(preset, facts);
        double voxels = Axes.product(facts.medianSize()) * facts.cases();
        Map<String, PlanConfiguration> configurations = new LinkedHashMap<>();
        ConfigurationPlanner.Planned slices =
                planner.plan(SLICES, Axes.withoutFirst(facts.spacing()), Axes.withoutFirst(facts.medianSize()), voxels);
        configurations.put(SLICES, slices.configuration().withCascade(List.of(), true));
        explanations.addAll(slices.reasons());
        if (facts.medianSize()[0] == 1) {
            explanations.add("The images are single slices, so nothing is planned in 3D.");
            return configurations;
        }
        ConfigurationPlanner.Planned full = planner.plan(FULLRES, facts.spacing(), facts.medianSize(), voxels);
        Optional<ConfigurationPlanner.Planned> coarse = new CoarseStage(facts, planner).plan(full);
        coarse.ifPresent(
                stage -> configurations.put(LOWRES, stage.configuration().withCascade(List.of(CASCADE), false)));
        configurations.put(FULLRES, full.configuration().withCascade(List.of(), coarse.isPresent()));
        explanations.addAll(full.reasons());
        if (coarse.isPresent()) {
            configurations.put(CASCADE, configurations.get(FULLRES).refining(CASCADE, LOWRES));
            explanations.add(
                    "A 3d_fullres patch shows less than a quarter of the median image, so a coarser first stage is"
                            + " planned, whose result 3d_cascade_fullres refines: train 3d_lowres on all folds first.");
            explanations.addAll(coarse.get().reasons());
        } else {
            explanations.add(noCascade(full, facts));
        }
        return configurations;
    }

    private static String noCascade(ConfigurationPlanner.Planned full, DatasetFacts facts) {
        double seen = Math.min(1, full.patchVoxels() / Axes.product(facts.medianSize()));
        return String.format(
                Locale.ROOT,
                "A 3d_fullres patch shows %.0f %% of the median image; a coarser first stage would not help.",
                100 * seen);
    }

    /** The class that nnU-Net reads files of this ending with. */
    private static String readerWriter(String fileEnding) {
        return switch (fileEnding.toLowerCase(Locale.ROOT)) {
            case ".png", ".bmp", ".tif" -> "NaturalImage2DIO";
            case ".tiff" -> "Tiff3DIO";
            case ".nii" -> "NibabelIO";
            default -> "SimpleITKIO";
        };
    }
}
