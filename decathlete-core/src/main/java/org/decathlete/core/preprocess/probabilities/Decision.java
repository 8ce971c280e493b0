package org.decathlete.core.preprocess.probabilities;

import java.util.List;
import org.decathlete.core.dataset.Labels;

/**
 * How logits or probabilities become labels: the class with the largest, or each region painted where its logit is above 0, its
 * probability above one half, later ones over earlier.
 */
public final class Decision {
    private final boolean regions;
    private final short[] values;
    private final float threshold;

    /** For values before softmax or sigmoid. */
    public static Decision ofLogits(Labels labels) {
        return new Decision(labels, 0);
    }

    /** For values after softmax or sigmoid. */
    public static Decision ofProbabilities(Labels labels) {
        return new Decision(labels, 0.5f);
    }

    private Decision(Labels labels, float threshold) {
        this.threshold = threshold;
        regions = labels.hasRegions();
        List<Integer> order = regions ? labels.regionsClassOrder() : labels.all();
        values = new short[order.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = order.get(i).shortValue();
        }
    }

    /** Number of output channels that a network must have. */
    public int classes() {
        return values.length;
    }

    /** Whether outputs are regions, which may overlap, and not classes. */
    public boolean regions() {
        return regions;
    }

    /** Probability of an output where nothing was predicted, outside the cropped box: it is background there. */
    float outside(int index) {
        return !regions && index == 0 ? 1 : 0;
    }

    /**
     * Takes one class into account; classes come in ascending order.
     *
     * @param index of the class
     * @param logits of this class, or probabilities, one per voxel of a plane
     * @param best largest logit so far, per voxel, from {@code at} on
     * @param labels label so far, per voxel, from {@code at} on
     * @param at place of the plane's first voxel in {@code best} and {@code labels}
     */
    public void consider(int index, float[] logits, float[] best, short[] labels, int at) {
        short value = values[index];
        if (regions) {
            for (int i = 0; i < logits.length; i++) {
                labels[at + i] = logits[i] > threshold ? value : labels[at + i];
            }
            return;
        }
        for (int i = 0; i < logits.length; i++) {
            if (index == 0 || logits[i] > best[at + i]) {
                best[at + i] = logits[i];
                labels[at + i] = value;
            }
        }
    }

    /** Turns the logits of one plane, {@code [class][voxel]}, into probabilities in place: sigmoid for regions, else softmax. */
    public void toProbabilities(float[][] logits) {
        for (int voxel = 0; voxel < logits[0].length; voxel++) {
            if (regions) {
                for (float[] plane : logits) {
                    plane[voxel] = (float) (1 / (1 + Math.exp(-plane[voxel])));
                }
            } else {
                softmax(logits, voxel);
            }
        }
    }

    private static void softmax(float[][] logits, int voxel) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float[] plane : logits) {
            largest = Math.max(largest, plane[voxel]);
        }
        double sum = 0;
        for (float[] plane : logits) {
            sum += Math.exp(plane[voxel] - largest);
        }
        for (float[] plane : logits) {
            plane[voxel] = (float) (Math.exp(plane[voxel] - largest) / sum);
        }
    }
}
