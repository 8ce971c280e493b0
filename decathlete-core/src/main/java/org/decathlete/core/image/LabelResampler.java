package org.decathlete.core.image;

/**
 * Resamples a label map: each label's 0/1 mask is interpolated linearly and the label is written where that gives at least one half;
 * of two labels that both reach it the larger wins, where none does the voxel is 0. All labels are done in one sweep: an output
 * voxel looks at the up to eight input voxels around it, and where they agree there is nothing to compute.
 */
final class LabelResampler {
    /** Says that a column of a row's neighbourhood holds more than one label. No label map holds this value. */
    private static final short MIXED = Short.MIN_VALUE;

    private final short[] input;
    private final int[] shape;
    private final LinearTaps alongZ;
    private final LinearTaps alongY;
    private final LinearTaps alongX;

    LabelResampler(short[] input, int[] shape, LinearTaps alongZ, LinearTaps alongY, LinearTaps alongX) {
        this.input = input;
        this.shape = shape;
        this.alongZ = alongZ;
        this.alongY = alongY;
        this.alongX = alongX;
    }

    short[] apply(int threads) {
        int height = alongY.length();
        int width = alongX.length();
        short[] output = new short[Math.multiplyExact(Math.multiplyExact(alongZ.length(), height), width)];
        ParallelBlocks.run(threads, alongZ.length(), z -> {
            Row row = new Row(shape[2]);
            for (int y = 0; y < height; y++) {
                row.moveTo(z, y);
                row.write(output, (z * height + y) * width);
            }
        });
        return output;
    }

    /** One output row and the four input rows around it. */
    private final class Row {
        private final short[] common;
        private final int[] starts = new int[4];
        private final double[] weights = new double[4];
        private final short[] labels = new short[8];
        private final double[] shares = new double[8];

        Row(int width) {
            common = new short[width];
        }

        void moveTo(int z, int y) {
            for (int i = 0; i < 4; i++) {
                int plane = i < 2 ? alongZ.lower()[z] : alongZ.upper()[z];
                int line = i % 2 == 0 ? alongY.lower()[y] : alongY.upper()[y];
                double planeWeight = i < 2 ? alongZ.lowerWeight()[z] : alongZ.upperWeight()[z];
                double lineWeight = i % 2 == 0 ? alongY.lowerWeight()[y] : alongY.upperWeight()[y];
                starts[i] = (plane * shape[1] + line) * shape[2];
                weights[i] = planeWeight * lineWeight;
            }
            for (int x = 0; x < common.length; x++) {
                short label = input[starts[0] + x];
                int differing = (label ^ input[starts[1] + x])
                        | (label ^ input[starts[2] + x])
                        | (label ^ input[starts[3] + x]);
                common[x] = differing == 0 ? label : MIXED;
            }
        }

        void write(short[] output, int at) {
            int[] lower = alongX.lower();
            int[] upper = alongX.upper();
            for (int x = 0; x < lower.length; x++) {
                short label = common[lower[x]];
                output[at + x] = label != MIXED && label == common[upper[x]] ? label : weigh(x);
            }
        }

        private short weigh(int x) {
            for (int i = 0; i < 4; i++) {
                labels[2 * i] = input[starts[i] + alongX.lower()[x]];
                labels[2 * i + 1] = input[starts[i] + alongX.upper()[x]];
                shares[2 * i] = weights[i] * alongX.lowerWeight()[x];
                shares[2 * i + 1] = weights[i] * alongX.upperWeight()[x];
            }
            short winner = MIXED;
            for (short label : labels) {
                if (label > winner && share(label) >= 0.5) {
                    winner = label;
                }
            }
            return winner == MIXED ? 0 : winner;
        }

        private double share(short label) {
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += labels[i] == label ? shares[i] : 0;
            }
            return sum;
        }
    }
}
