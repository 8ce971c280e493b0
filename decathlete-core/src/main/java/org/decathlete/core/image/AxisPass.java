package org.decathlete.core.image;

/**
 * Resamples a whole array along one axis. Lines are taken in bundles that fit the processor's second-level cache; along z and y a
 * bundle's rows lie contiguous in the array, along x they are transposed on the way in and out. Samples are single precision in the
 * arrays and double precision in a bundle.
 */
final class AxisPass {
    /** Doubles in one bundle, 256 KiB. */
    private static final int BUNDLE = 32 * 1024;

    private static final int MOST_LINES = 256;
    /** Lines or samples that are transposed together: one cache line of floats. */
    private static final int TILE = 16;

    private final AxisKernel kernel;
    private final int before;
    private final int after;
    private final int inner;
    private final int lines;
    private final int width;

    /** @param shape of the input; {@code kernel} takes lines of length {@code shape[axis]} */
    AxisPass(int[] shape, int axis, AxisKernel kernel) {
        this.kernel = kernel;
        this.before = shape[axis];
        this.after = kernel.outputLength();
        int within = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            within *= shape[i];
        }
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= shape[i];
        }
        this.inner = within;
        this.lines = outer * within;
        int fitting = Math.max(TILE, BUNDLE / kernel.rows() / TILE * TILE);
        this.width = Math.min(Math.min(fitting, MOST_LINES), lines);
    }

    /** The resampled array. */
    float[] apply(float[] input, int threads) {
        float[] output = new float[Math.multiplyExact(lines, after)];
        int bundles = (lines + width - 1) / width;
        ThreadLocal<double[][]> rows = ThreadLocal.withInitial(() -> new double[kernel.rows()][width]);
        ThreadLocal<double[][]> samples = ThreadLocal.withInitial(() -> new double[TILE][width]);
        ParallelBlocks.run(threads, bundles, bundle -> {
            int start = bundle * width;
            resample(input, output, start, Math.min(width, lines - start), rows.get(), samples.get());
        });
        return output;
    }

    private void resample(float[] input, float[] output, int start, int count, double[][] rows, double[][] samples) {
        if (inner == 1) {
            gatherTransposed(input, start, count, rows);
        } else {
            gather(input, start, count, rows);
        }
        kernel.prepare(rows, count);
        for (int index = 0; index < after; index += TILE) {
            int tile = Math.min(TILE, after - index);
            for (int i = 0; i < tile; i++) {
                kernel.sample(rows, index + i, count, samples[i]);
            }
            if (inner == 1) {
                scatterTransposed(samples, output, start, count, index, tile);
            } else {
                scatter(samples, output, start, count, index, tile);
            }
        }
    }

    private void gather(float[] input, int start, int count, double[][] rows) {
        for (int done = 0; done < count; ) {
            int line = start + done;
            int run = Math.min(inner - line % inner, count - done);
            int base = line / inner * inner * before + line % inner;
            for (int k = 0; k < before; k++) {
                widen(input, base + k * inner, rows[kernel.firstRow() + k], done, run);
            }
            done += run;
        }
    }

    private void scatter(double[][] samples, float[] output, int start, int count, int index, int tile) {
        for (int done = 0; done < count; ) {
            int line = start + done;
            int run = Math.min(inner - line % inner, count - done);
            int base = line / inner * inner * after + line % inner;
            for (int i = 0; i < tile; i++) {
                narrow(samples[i], done, output, base + (index + i) * inner, run);
            }
            done += run;
        }
    }

    private void gatherTransposed(float[] input, int start, int count, double[][] rows) {
        for (int first = 0; first < count; first += TILE) {
            int end = Math.min(first + TILE, count);
            for (int k = 0; k < before; k++) {
                double[] row = rows[kernel.firstRow() + k];
                int at = (start + first) * before + k;
                for (int line = first; line < end; line++, at += before) {
                    row[line] = input[at];
                }
            }
        }
    }

    private void scatterTransposed(double[][] samples, float[] output, int start, int count, int index, int tile) {
        for (int line = 0; line < count; line++) {
            int at = (start + line) * after + index;
            for (int i = 0; i < tile; i++) {
                output[at + i] = (float) samples[i][line];
            }
        }
    }

    private static void widen(float[] from, int at, double[] to, int position, int length) {
        for (int i = 0; i < length; i++) {
            to[position + i] = from[at + i];
        }
    }

    private static void narrow(double[] from, int position, float[] to, int at, int length) {
        for (int i = 0; i < length; i++) {
            to[at + i] = (float) from[position + i];
        }
    }
}
