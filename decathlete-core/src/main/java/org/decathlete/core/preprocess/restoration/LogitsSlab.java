package org.decathlete.core.preprocess.restoration;

/**
 * Neighbouring planes of logits.
 *
 * @param first index of the first plane along the slowest axis
 * @param planes values before softmax or sigmoid, {@code [plane][class][y·x]}; not changed by who receives them
 */
public record LogitsSlab(int first, float[][][] planes) {

    /** One past the last plane. */
    public int end() {
        return first + planes.length;
    }

    /** One class, {@code [y][x]}, in plane {@code z}, which is one of this slab. */
    public float[] plane(int z, int index) {
        return planes[z - first][index];
    }
}
