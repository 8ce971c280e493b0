package org.decathlete.core.preprocess.restoration;

import java.util.Arrays;
import org.decathlete.core.preprocess.probabilities.Decision;
import org.decathlete.core.preprocess.probabilities.Placement;
import org.decathlete.core.preprocess.probabilities.ProbabilityTarget;

/** Decides labels and turns logits into probabilities, plane by plane: all classes of a plane are needed at once. */
final class ProbabilityBlocks implements RestorationWalk.Blocks {
    private final Decision decision;
    private final Placement placement;
    private final short[] result;
    private final ProbabilityTarget target;

    /** @param result the label map in the file's order of axes */
    ProbabilityBlocks(Decision decision, Placement placement, short[] result, ProbabilityTarget target) {
        this.decision = decision;
        this.placement = placement;
        this.result = result;
        this.target = target;
    }

    @Override
    public void make(InterpolatedPlanes planes, int first, int end) {
        int voxels = planes.planeVoxels();
        PlaneInterpolator[] interpolators = new PlaneInterpolator[decision.classes()];
        Arrays.setAll(interpolators, planes::interpolator);
        float[][] values = new float[decision.classes()][voxels];
        short[] labels = new short[voxels];
        float[] best = new float[decision.regions() ? 0 : voxels];
        for (int z = first; z < end; z++) {
            Arrays.fill(labels, (short) 0);
            for (int index = 0; index < interpolators.length; index++) {
                float[] plane = interpolators[index].plane(z, values[index]);
                if (plane != values[index]) {
                    System.arraycopy(plane, 0, values[index], 0, voxels);
                }
                decision.consider(index, plane, best, labels, 0);
            }
            placement.put(labels, 0, z, result);
            decision.toProbabilities(values);
            for (int index = 0; index < values.length; index++) {
                target.put(index, z, values[index]);
            }
        }
    }
}
