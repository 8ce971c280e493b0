package org.decathlete.search.space;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.decathlete.search.statistics.TruncatedNormal;

/**
 * The unit interval cut into one cell per value, so that whole numbers and levels have exact probabilities.
 *
 * @param count number of cells, positive
 * @param border position of the lower border of a cell, from 0 for cell 0 to 1 for cell {@code count}
 */
record Cells(int count, DoubleUnaryOperator border) {

    static Cells even(int count) {
        return new Cells(count, cell -> cell / count);
    }

    double low(int cell) {
        return border.applyAsDouble(cell);
    }

    double middle(int cell) {
        return (low(cell) + low(cell + 1)) / 2;
    }

    int at(double coordinate) {
        int below = 0;
        int above = count;
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (low(middle) <= coordinate) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }

    int uniform(SplittableRandom random) {
        return at(random.nextDouble());
    }

    /** Logarithm of the mean density within a cell. */
    double logDensity(TruncatedNormal normal, int cell) {
        double low = low(cell);
        double high = low(cell + 1);
        return Math.log(normal.probability(low, high) / (high - low));
    }

    /** A draw around a cell that is another cell where there is one. */
    int neighbour(int cell, double width, SplittableRandom random) {
        TruncatedNormal normal = new TruncatedNormal(middle(cell), width);
        int other = cell;
        for (int i = 0; i < 100 && other == cell; i++) {
            other = at(normal.sample(random));
        }
        if (other != cell || count == 1) {
            return other;
        }
        // The cell is much wider than the belief: go to the next one.
        boolean up = cell == 0 || (cell < count - 1 && random.nextBoolean());
        return up ? cell + 1 : cell - 1;
    }
}
