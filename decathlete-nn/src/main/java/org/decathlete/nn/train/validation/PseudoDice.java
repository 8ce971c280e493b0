package org.decathlete.nn.train.validation;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Dice of validation patches, all voxels of all patches pooled: quick, and no substitute for the Dice of whole cases. Counted per
 * foreground class, or per region where labels are regions.
 */
public final class PseudoDice {
    private final long[] truePositives;
    private final long[] falsePositives;
    private final long[] falseNegatives;

    /** @param count number of foreground classes or regions */
    public PseudoDice(int count) {
        truePositives = new long[count];
        falsePositives = new long[count];
        falseNegatives = new long[count];
    }

    /**
     * Counts voxels of classes.
     *
     * @param predicted class of each voxel, 0 the background
     * @param target class of each voxel; {@code ignored} ones are left out
     * @param ignored a class that is not judged, or -1
     */
    void addClasses(short[] predicted, short[] target, int ignored) {
        for (int i = 0; i < target.length; i++) {
            int guess = predicted[i];
            int truth = target[i];
            if (truth == ignored) {
                continue;
            }
            if (guess == truth) {
                if (truth > 0) {
                    truePositives[truth - 1]++;
                }
                continue;
            }
            if (guess > 0) {
                falsePositives[guess - 1]++;
            }
            if (truth > 0) {
                falseNegatives[truth - 1]++;
            }
        }
    }

    /**
     * Counts voxels of one region.
     *
     * @param region which one
     * @param predicted 1 where the region is predicted
     * @param target label of each voxel
     * @param members labels that belong to the region
     * @param ignored a label that is not judged, or -1
     */
    void addRegion(int region, short[] predicted, short[] target, BitSet members, int ignored) {
        for (int i = 0; i < target.length; i++) {
            int label = target[i];
            if (label == ignored) {
                continue;
            }
            boolean truth = members.get(label);
            if (predicted[i] != 0) {
                (truth ? truePositives : falsePositives)[region]++;
            } else if (truth) {
                falseNegatives[region]++;
            }
        }
    }

    /** Counts what is known already. */
    void add(int index, long positives, long wrong, long missed) {
        truePositives[index] += positives;
        falsePositives[index] += wrong;
        falseNegatives[index] += missed;
    }

    /** Dice per class, NaN where neither prediction nor target has it. */
    public double[] values() {
        double[] values = new double[truePositives.length];
        for (int i = 0; i < values.length; i++) {
            long both = 2 * truePositives[i];
            values[i] = both / (double) (both + falsePositives[i] + falseNegatives[i]);
        }
        return values;
    }

    /** Mean of the classes that occur; NaN where none does. */
    public double mean() {
        return Arrays.stream(values())
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** True positives, false positives and false negatives, each per class. */
    long[][] counts() {
        return new long[][] {truePositives.clone(), falsePositives.clone(), falseNegatives.clone()};
    }
}
