package org.decathlete.core.image;

/** Cubic spline interpolation of one line written down plainly: a line padded by 12, the coefficients found by iteration. */
final class PlainSpline {
    private static final int PAD = 12;

    private PlainSpline() {}

    /** With the result clipped to the range of the line. */
    static double[] resize(float[] line, int after) {
        double[] result = zoom(line, after);
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (float value : line) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        for (int i = 0; i < after; i++) {
            result[i] = Math.min(Math.max(result[i], low), high);
        }
        return result;
    }

    static double[] zoom(float[] line, int after) {
        int length = line.length + 2 * PAD;
        double[] samples = new double[length];
        for (int i = 0; i < length; i++) {
            samples[i] = line[Math.min(Math.max(i - PAD, 0), line.length - 1)];
        }
        double[] coefficients = solve(samples);
        double[] result = new double[after];
        for (int o = 0; o < after; o++) {
            double position = (o + 0.5) * line.length / after - 0.5 + PAD;
            for (int k = 0; k < length; k++) {
                result[o] += coefficients[k] * spline(position - k);
            }
        }
        return result;
    }

    /** Solves c[k-1]/6 + 4 c[k]/6 + c[k+1]/6 = s[k] with reflected ends by Gauss-Seidel sweeps, which contract by 1/2 each. */
    private static double[] solve(double[] samples) {
        double[] c = samples.clone();
        for (int sweep = 0; sweep < 80; sweep++) {
            for (int k = 0; k < c.length; k++) {
                double left = c[Math.max(k - 1, 0)];
                double right = c[Math.min(k + 1, c.length - 1)];
                c[k] = (6 * samples[k] - left - right) / 4;
            }
        }
        return c;
    }

    private static double spline(double distance) {
        double t = Math.abs(distance);
        if (t < 1) {
            return 2.0 / 3 - t * t + t * t * t / 2;
        }
        return t < 2 ? (2 - t) * (2 - t) * (2 - t) / 6 : 0;
    }
}
