package org.decathlete.core.phantom;

import java.util.SplittableRandom;

/** What a magnetic resonance scanner does to the signal: uneven sensitivity, limited sharpness, Rician noise, its own scale. */
final class Scanner {
    private final double noise;
    private final double gain;
    private final double blur;

    Scanner(SplittableRandom random) {
        noise = random.nextDouble(0.02, 0.04);
        gain = random.nextDouble(700, 1100);
        blur = random.nextDouble(0.5, 0.75);
    }

    /**
     * Turns signal into voxel values, in place.
     *
     * @param signal {@code [z][y][x]}
     * @param size (z, y, x)
     */
    void image(float[] signal, int[] size, SplittableRandom random) {
        shade(signal, size, random);
        blurLines(signal, size[2]);
        for (int z = 0; z < size[0]; z++) {
            blurColumns(signal, z, size);
        }
        for (int i = 0; i < signal.length; i++) {
            double real = signal[i] + noise * random.nextGaussian();
            double imaginary = noise * random.nextGaussian();
            signal[i] = Math.round(gain * Math.hypot(real, imaginary));
        }
    }

    /** Multiplies with a field of a few slow waves, 0.75 to 1.25 or so. */
    private static void shade(float[] signal, int[] size, SplittableRandom random) {
        double[] slope = new double[6];
        for (int axis = 0; axis < 3; axis++) {
            slope[axis] = random.nextDouble(0.7, 1.4) * (axis == 0 ? 0.6 : 1);
            slope[axis + 3] = random.nextDouble(2 * Math.PI);
        }
        int voxel = 0;
        for (int z = 0; z < size[0]; z++) {
            double alongZ = Math.sin(Math.PI * slope[0] * z / size[0] + slope[3]);
            for (int y = 0; y < size[1]; y++) {
                double alongY = Math.sin(Math.PI * slope[1] * y / size[1] + slope[4]);
                for (int x = 0; x < size[2]; x++) {
                    double alongX = Math.sin(Math.PI * slope[2] * x / size[2] + slope[5]);
                    signal[voxel++] *= (float) Math.exp(0.06 * alongZ + 0.15 * alongY + 0.15 * alongX);
                }
            }
        }
    }

    private void blurColumns(float[] signal, int z, int[] size) {
        float[] column = new float[size[1]];
        for (int x = 0; x < size[2]; x++) {
            int start = z * size[1] * size[2] + x;
            for (int y = 0; y < size[1]; y++) {
                column[y] = signal[start + y * size[2]];
            }
            blurLines(column, size[1]);
            for (int y = 0; y < size[1]; y++) {
                signal[start + y * size[2]] = column[y];
            }
        }
    }

    /** Blurs every line of {@code length} values with a three-tap kernel of the scanner's width. */
    private void blurLines(float[] values, int length) {
        double side = Math.exp(-0.5 / (blur * blur));
        float outer = (float) (side / (1 + 2 * side));
        for (int start = 0; start < values.length; start += length) {
            float before = values[start];
            for (int i = start; i < start + length; i++) {
                float here = values[i];
                float after = i + 1 < start + length ? values[i + 1] : here;
                values[i] = outer * (before + after) + (1 - 2 * outer) * here;
                before = here;
            }
        }
    }
}
