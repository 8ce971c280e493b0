package org.decathlete.core.image;

/**
 * How the lines of an image along one axis are turned into lines of another length. It works on a bundle of lines at once:
 * {@code rows[k][line]}, so that every inner loop runs over lines side by side in memory.
 */
interface AxisKernel {

    /** Length of an output line. */
    int outputLength();

    /** Rows that a bundle needs; the lines' own samples begin at {@link #firstRow()}. */
    int rows();

    /** Row of the lines' first sample. */
    int firstRow();

    /** Once per bundle, after its rows were filled: whatever the interpolation needs done first, in place. */
    void prepare(double[][] rows, int width);

    /** Writes output sample {@code index} of every line. */
    void sample(double[][] rows, int index, int width, double[] output);
}
