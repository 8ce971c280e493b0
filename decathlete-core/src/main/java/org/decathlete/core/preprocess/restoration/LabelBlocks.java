package org.decathlete.core.preprocess.restoration;

import org.decathlete.core.preprocess.probabilities.Decision;
import org.decathlete.core.preprocess.probabilities.Placement;

/** Decides labels, one class after the other, so that of all classes only one is interpolated at a time. */
final class LabelBlocks implements RestorationWalk.Blocks {
    private final Decision decision;
    private final Placement placement;
    private final short[] result;

    /** @param result the label map in the file's order of axes */
    LabelBlocks(Decision decision, Placement placement, short[] result) {
        this.decision = decision;
        this.placement = placement;
        this.result = result;
    }

    @Override
    public void make(InterpolatedPlanes planes, int first, int end) {
        int voxels = planes.planeVoxels();
        short[] labels = new short[(end - first) * voxels];
        float[] best = new float[decision.regions() ? 0 : labels.length];
        float[] scratch = new float[voxels];
        PlaneInterpolator interpolator = planes.interpolator(0);
        for (int index = 0; index < decision.classes(); index++) {
            planes.move(interpolator, index);
            for (int z = first; z < end; z++) {
                decision.consider(index, interpolator.plane(z, scratch), best, labels, (z - first) * voxels);
            }
        }
        for (int z = first; z < end; z++) {
            placement.put(labels, (z - first) * voxels, z, result);
        }
    }
}
