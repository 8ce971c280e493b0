package org.decathlete.core.candidate;

import java.util.List;

/**
 * Smaller patches in the beginning of a training: steps on them are cheaper, so that there are more of them, and what a network learns
 * first needs little context (Fischer et al., Progressive Growing of Patch Size, MICCAI 2024). Judged and predicted is with the planned
 * patch throughout.
 *
 * @param stages in their order, at least one; when the last has ended, patches are as planned
 */
public record PatchGrowth(List<Stage> stages) {

    /**
     * A part of the training.
     *
     * @param until part of the training that is done when it ends, above that of the stage before and in (0, 1)
     * @param scale its patch's edges as parts of the planned ones, in (0, 1)
     */
    public record Stage(double until, double scale) {
        public Stage {
            Ranges.above("until", until, 0);
            Ranges.above("scale", scale, 0);
            if (until >= 1 || scale >= 1) {
                throw new IllegalArgumentException(
                        "stage until " + until + " with scale " + scale + ": both are to be below 1");
            }
        }
    }

    /** Coarsest voxels along an axis: a normalisation needs more than one in all. */
    private static final int FEWEST_MULTIPLES = 2;

    public PatchGrowth {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages is empty; leave patchGrowth out where patches do not grow");
        }
        for (int i = 1; i < stages.size(); i++) {
            if (stages.get(i).until() <= stages.get(i - 1).until()) {
                throw new IllegalArgumentException(
                        "stages end at " + stages.get(i - 1).until() + " and then at "
                                + stages.get(i).until() + "; they are to be in order");
            }
        }
    }

    /** Three stages: the first two, of 30 % of the training each, have a fifth and half of the voxels, as near as strides allow. */
    static PatchGrowth accelerated() {
        return new PatchGrowth(List.of(new Stage(0.3, 0.6), new Stage(0.6, 0.8)));
    }

    /**
     * The patch that is learnt from at a time.
     *
     * @param done part of the training that is done, in [0, 1]
     * @param planned edges of the planned patch
     * @param multiples what each edge is to be a multiple of, per axis
     * @return edges of at least two such multiples, but no more than planned
     */
    int[] patch(double done, int[] planned, int[] multiples) {
        int[] patch = planned.clone();
        stages.stream().filter(stage -> done < stage.until()).findFirst().ifPresent(stage -> {
            for (int axis = 0; axis < patch.length; axis++) {
                long steps = Math.max(FEWEST_MULTIPLES, Math.round(stage.scale() * planned[axis] / multiples[axis]));
                patch[axis] = (int) Math.min(planned[axis], steps * multiples[axis]);
            }
        });
        return patch;
    }
}
