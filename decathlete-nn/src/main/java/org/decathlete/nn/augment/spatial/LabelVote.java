package org.decathlete.nn.augment.spatial;

/** Linear interpolation of one-hot labels and the largest of them, for a handful of neighbours; ties go to the lowest label. */
final class LabelVote {
    private final short[] labels = new short[8];
    private final float[] weights = new float[8];
    private int count;

    void reset() {
        count = 0;
    }

    void add(short label, float weight) {
        if (label == SourceRegion.NO_LABEL) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (labels[i] == label) {
                weights[i] += weight;
                return;
            }
        }
        labels[count] = label;
        weights[count] = weight;
        count++;
    }

    /** The label with the most weight; a patch reader's -1 where nothing was added. */
    short winner() {
        short best = -1;
        float most = -1;
        for (int i = 0; i < count; i++) {
            if (weights[i] > most || (weights[i] == most && labels[i] < best)) {
                most = weights[i];
                best = labels[i];
            }
        }
        return best;
    }
}
