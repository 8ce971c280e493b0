package org.decathlete.core.image;

/** Linear interpolation along one axis. */
final class LinearKernel implements AxisKernel {
    private final LinearTaps taps;
    private final int before;

    LinearKernel(int before, int after) {
        this.before = before;
        this.taps = LinearTaps.linear(before, after);
    }

    @Override
    public int outputLength() {
        return taps.length();
    }

    @Override
    public int rows() {
        return before;
    }

    @Override
    public int firstRow() {
        return 0;
    }

    @Override
    public void prepare(double[][] rows, int width) {}

    @Override
    public void sample(double[][] rows, int index, int width, double[] output) {
        blend(
                rows[taps.lower()[index]],
                rows[taps.upper()[index]],
                taps.lowerWeight()[index],
                taps.upperWeight()[index],
                output,
                width);
    }

    private static void blend(
            double[] lower, double[] upper, double lowerWeight, double upperWeight, double[] output, int width) {
        for (int line = 0; line < width; line++) {
            output[line] = lowerWeight * lower[line] + upperWeight * upper[line];
        }
    }
}
