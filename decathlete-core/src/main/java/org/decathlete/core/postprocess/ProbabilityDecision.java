package org.decathlete.core.postprocess;

import java.util.List;
import org.decathlete.core.dataset.Labels;

/**
 * How probabilities become labels (nnU-Net, convert_probabilities_to_segmentation): the class with the largest, the first of
 * equal ones; or each region painted where it has more than a half, later regions over earlier.
 */
final class ProbabilityDecision {
    private static final float HALF = 0.5f;

    private final boolean regions;
    private final short[] values;

    ProbabilityDecision(Labels labels) {
        regions = labels.hasRegions();
        List<Integer> order = regions ? labels.regionsClassOrder() : labels.all();
        values = new short[order.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = order.get(i).shortValue();
        }
    }

    /** Number of outputs that it expects. */
    int classes() {
        return values.length;
    }

    /**
     * Decides some voxels.
     *
     * @param probabilities {@code [class][voxel]}
     * @param labels receives the labels from {@code at} on; zeros before
     */
    void decide(float[][] probabilities, int voxels, short[] labels, int at) {
        for (int i = 0; i < voxels; i++) {
            labels[at + i] = regions ? painted(probabilities, i) : values[largest(probabilities, i)];
        }
    }

    private short painted(float[][] probabilities, int voxel) {
        for (int index = values.length - 1; index >= 0; index--) {
            if (probabilities[index][voxel] > HALF) {
                return values[index];
            }
        }
        return 0;
    }

    private static int largest(float[][] probabilities, int voxel) {
        int best = 0;
        for (int index = 1; index < probabilities.length; index++) {
            if (probabilities[index][voxel] > probabilities[best][voxel]) {
                best = index;
            }
        }
        return best;
    }
}
