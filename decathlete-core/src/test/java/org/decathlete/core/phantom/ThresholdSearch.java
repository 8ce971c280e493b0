package org.decathlete.core.phantom;

import java.util.List;

/**
 * The best that thresholds can do: an interval of intensities, the same for all cases or the best for each, with or without
 * keeping the largest connected component. One-sided thresholds are the intervals that begin or end at the edge.
 */
final class ThresholdSearch {
    private final int levels;
    private final float[] edges;

    /** Searches all intervals between {@code levels + 1} edges spread over the intensities of the cases. */
    ThresholdSearch(List<PhantomCase> cases, int levels) {
        this.levels = levels;
        float top = 0;
        for (PhantomCase one : cases) {
            for (float value : one.image().channels().get(0)) {
                top = Math.max(top, value);
            }
        }
        edges = new float[levels + 1];
        for (int i = 0; i <= levels; i++) {
            edges[i] = top * i / levels;
        }
        edges[levels] = Float.MAX_VALUE;
    }

    /** Dice of the labels 1, 2, … up to {@code labels} by {@code [label - 1][case][interval]}. */
    double[][][] scores(List<PhantomCase> cases, int labels, boolean largestComponent) {
        double[][][] byCase = cases.parallelStream()
                .map(one -> scores(one, labels, largestComponent))
                .toArray(double[][][]::new);
        double[][][] byLabel = new double[labels][cases.size()][];
        for (int label = 0; label < labels; label++) {
            for (int c = 0; c < byCase.length; c++) {
                byLabel[label][c] = byCase[c][label];
            }
        }
        return byLabel;
    }

    /** Mean Dice of the interval that is best for all cases together. */
    static double bestForAll(double[][] scores) {
        double best = 0;
        for (int interval = 0; interval < scores[0].length; interval++) {
            double sum = 0;
            for (double[] one : scores) {
                sum += one[interval];
            }
            best = Math.max(best, sum / scores.length);
        }
        return best;
    }

    /** Mean Dice when each case gets its own best interval, as if one knew the answer. */
    static double bestForEach(double[][] scores) {
        double sum = 0;
        for (double[] one : scores) {
            double best = 0;
            for (double score : one) {
                best = Math.max(best, score);
            }
            sum += best;
        }
        return sum / scores.length;
    }

    private double[][] scores(PhantomCase one, int labels, boolean largestComponent) {
        double[][] scores = new double[labels][levels * (levels + 1) / 2];
        float[] values = one.image().channels().get(0);
        boolean[] mask = new boolean[values.length];
        int interval = 0;
        for (int low = 0; low < levels; low++) {
            for (int high = low + 1; high <= levels; high++) {
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = values[i] >= edges[low] && values[i] < edges[high];
                }
                if (largestComponent) {
                    Components.keepLargest(mask, one.image().grid().size());
                }
                for (int label = 1; label <= labels; label++) {
                    scores[label - 1][interval] = dice(mask, one.label().labels(), label);
                }
                interval++;
            }
        }
        return scores;
    }

    static double dice(boolean[] mask, short[] labels, int label) {
        long both = 0;
        long sum = 0;
        for (int i = 0; i < mask.length; i++) {
            boolean reference = labels[i] == label;
            both += mask[i] && reference ? 1 : 0;
            sum += (mask[i] ? 1 : 0) + (reference ? 1 : 0);
        }
        return sum == 0 ? 0 : 2.0 * both / sum;
    }
}
