package org.decathlete.core.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * The first stage of a cascade: where a patch shows too little of an image, the spacing grows by steps of 3 % (first along the
 * axes that are more than twice as fine as the coarsest) until it shows a quarter.
 */
final class CoarseStage {
    private static final double WANTED_SHARE = 0.25;

    /** Without at least so many times fewer voxels the stage is not worth it. */
    private static final double WORTH_FROM = 2;

    private static final double STEP = 1.03;
    private static final double ISOTROPIC_WITHIN = 2;

    private final DatasetFacts facts;
    private final ConfigurationPlanner planner;

    CoarseStage(DatasetFacts facts, ConfigurationPlanner planner) {
        this.facts = facts;
        this.planner = planner;
    }

    /** The coarse configuration, or none where {@code full} sees enough or a coarser spacing would save little. */
    Optional<ConfigurationPlanner.Planned> plan(ConfigurationPlanner.Planned full) {
        double fullVoxels = Axes.product(facts.medianSize());
        double voxels = fullVoxels;
        double[] spacing = facts.spacing().clone();
        ConfigurationPlanner.Planned planned = full;
        while (planned.patchVoxels() / voxels < WANTED_SHARE) {
            coarsen(spacing);
            double[] size = new double[spacing.length];
            for (int axis = 0; axis < size.length; axis++) {
                size[axis] = facts.spacing()[axis] / spacing[axis] * facts.medianSize()[axis];
            }
            voxels = Axes.product(size);
            double[] rounded = Arrays.stream(size)
                    .map(edge -> Math.max(1, Math.rint(edge)))
                    .toArray();
            planned = planner.plan(Planner.LOWRES, spacing, rounded, voxels * facts.cases());
        }
        boolean worth = fullVoxels / voxels >= WORTH_FROM;
        return worth ? Optional.of(planned) : Optional.empty();
    }

    private static void coarsen(double[] spacing) {
        double coarsest = Arrays.stream(spacing).max().orElseThrow();
        boolean anisotropic = Arrays.stream(spacing).anyMatch(s -> coarsest / s > ISOTROPIC_WITHIN);
        for (int axis = 0; axis < spacing.length; axis++) {
            if (!anisotropic || coarsest / spacing[axis] > ISOTROPIC_WITHIN) {
                spacing[axis] *= STEP;
            }
        }
    }
}
