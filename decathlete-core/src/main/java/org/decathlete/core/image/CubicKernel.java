package org.decathlete.core.image;

/**
 * Interpolation by cubic B-splines along one axis, as SciPy's {@code zoom} does it in grid mode with the edge continued outwards:
 * a recursive prefilter with pole √3 − 2 turns samples into coefficients (Unser et al. 1993), then each output voxel is a sum of
 * four of them.
 *
 * <p>SciPy pads 12 copies of the edge voxel and reflects the padded line at its ends. A constant run of 24 samples differs from an
 * endless one by z^24 ≈ 2·10^-14 of the value, so the filter here starts from the closed form for an endless run, and only the
 * two coefficients beyond each end that an output voxel can touch are computed.
 */
final class CubicKernel implements AxisKernel {
    private static final int PAD = 2;
    private static final double POLE = Math.sqrt(3) - 2;
    /** The filter's gain, here part of the interpolation weights. */
    private static final double GAIN = 6;
    /** What the causal filter settles at on a run of ones. */
    private static final double SETTLED = 1 / (1 - POLE);

    private final int before;
    private final int[] first;
    private final double[] weights;

    CubicKernel(int before, int after) {
        this.before = before;
        this.first = new int[after];
        this.weights = new double[4 * after];
        for (int index = 0; index < after; index++) {
            double position = Coordinates.source(index, before, after);
            double floor = Math.floor(position);
            first[index] = (int) floor - 1 + PAD;
            setWeights(index, position - floor);
        }
    }

    private void setWeights(int index, double fraction) {
        double rest = 1 - fraction;
        weights[4 * index] = GAIN * rest * rest * rest / 6;
        weights[4 * index + 1] = GAIN * (4 - fraction * fraction * (6 - 3 * fraction)) / 6;
        weights[4 * index + 2] = GAIN * (4 - rest * rest * (6 - 3 * rest)) / 6;
        weights[4 * index + 3] = GAIN * fraction * fraction * fraction / 6;
    }

    @Override
    public int outputLength() {
        return first.length;
    }

    @Override
    public int rows() {
        return before + 2 * PAD;
    }

    @Override
    public int firstRow() {
        return PAD;
    }

    @Override
    public void prepare(double[][] rows, int width) {
        int last = rows() - 1;
        double[] edge = rows[last - PAD];
        for (int pad = 0; pad < PAD; pad++) {
            System.arraycopy(edge, 0, rows[last - pad], 0, width);
            scaled(rows[PAD], SETTLED, rows[pad], width);
        }
        double[] endless = new double[width];
        scaled(edge, SETTLED, endless, width);
        for (int row = PAD; row <= last; row++) {
            causal(rows[row], rows[row - 1], width);
        }
        start(rows[last], endless, width);
        for (int row = last - 1; row >= 0; row--) {
            anticausal(rows[row], rows[row + 1], width);
        }
    }

    private static void scaled(double[] source, double factor, double[] target, int width) {
        for (int line = 0; line < width; line++) {
            target[line] = factor * source[line];
        }
    }

    private static void causal(double[] row, double[] previous, int width) {
        for (int line = 0; line < width; line++) {
            row[line] += POLE * previous[line];
        }
    }

    /** The anticausal filter's state where an endless run of the edge voxel follows. */
    private static void start(double[] row, double[] endless, int width) {
        for (int line = 0; line < width; line++) {
            double deviation = row[line] - endless[line];
            row[line] = -POLE * (endless[line] * SETTLED + deviation / (1 - POLE * POLE));
        }
    }

    private static void anticausal(double[] row, double[] next, int width) {
        for (int line = 0; line < width; line++) {
            row[line] = POLE * (next[line] - row[line]);
        }
    }

    @Override
    public void sample(double[][] rows, int index, int width, double[] output) {
        int row = first[index];
        int at = 4 * index;
        combine(rows[row], rows[row + 1], weights[at], weights[at + 1], output, width);
        add(rows[row + 2], rows[row + 3], weights[at + 2], weights[at + 3], output, width);
    }

    private static void combine(double[] a, double[] b, double wa, double wb, double[] output, int width) {
        for (int line = 0; line < width; line++) {
            output[line] = wa * a[line] + wb * b[line];
        }
    }

    private static void add(double[] c, double[] d, double wc, double wd, double[] output, int width) {
        for (int line = 0; line < width; line++) {
            output[line] += wc * c[line] + wd * d[line];
        }
    }
}
