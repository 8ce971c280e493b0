package org.decathlete.search.importance;

/**
 * A box in which a tree predicts one value.
 *
 * @param low per column, excluded
 * @param high per column, included
 * @param value what is predicted
 */
record Leaf(double[] low, double[] high, double value) {

    /** Whether the columns of a factor are within. */
    boolean holds(Factor factor, double[] row) {
        for (int column = factor.first(); column < factor.first() + factor.width(); column++) {
            if (!(row[column] > low[column] && row[column] <= high[column])) {
                return false;
            }
        }
        return true;
    }

    Leaf below(int column, double threshold) {
        double[] lower = high.clone();
        lower[column] = threshold;
        return new Leaf(low, lower, value);
    }

    Leaf above(int column, double threshold) {
        double[] higher = low.clone();
        higher[column] = threshold;
        return new Leaf(higher, high, value);
    }

    Leaf predicting(double other) {
        return new Leaf(low, high, other);
    }
}
