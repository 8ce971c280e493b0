package org.decathlete.core.image;

/** Replaces f(p) by the minimum over q of f(q) + (p - q)²·spacing², along one line: the lower envelope of parabolas. */
final class LowerEnvelope {
    private final double[] squares;
    private final double[] values;
    private final int[] apexes;
    private final double[] beginnings;

    LowerEnvelope(double[] squares) {
        this.squares = squares;
        values = new double[squares.length];
        apexes = new int[squares.length];
        beginnings = new double[squares.length + 1];
    }

    void replace(double[] line, int start, int stride) {
        int last = build(line, start, stride);
        if (last < 0) {
            return;
        }
        beginnings[last + 1] = Double.POSITIVE_INFINITY;
        int parabola = 0;
        for (int p = 0; p < squares.length; p++) {
            while (beginnings[parabola + 1] < p) {
                parabola++;
            }
            int apex = apexes[parabola];
            line[start + p * stride] = values[apex] + squares[Math.abs(p - apex)];
        }
    }

    private int build(double[] line, int start, int stride) {
        int last = -1;
        for (int q = 0; q < squares.length; q++) {
            values[q] = line[start + q * stride];
            if (values[q] == Double.POSITIVE_INFINITY) {
                continue;
            }
            double meeting = Double.NEGATIVE_INFINITY;
            while (last >= 0) {
                meeting = meeting(apexes[last], q);
                if (meeting > beginnings[last]) {
                    break;
                }
                last--;
                meeting = Double.NEGATIVE_INFINITY;
            }
            last++;
            apexes[last] = q;
            beginnings[last] = meeting;
        }
        return last;
    }

    /** Where the parabola of the later apex falls below the one of the earlier. */
    private double meeting(int earlier, int later) {
        double step = squares[1];
        return (earlier + later + (values[later] - values[earlier]) / (step * (later - earlier))) / 2;
    }
}
