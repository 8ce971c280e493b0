package org.decathlete.search.importance;

import java.util.List;

/**
 * Columns of a forest's rows that vary together and independently of all others: what a share of the variance is asked for.
 *
 * @param name of the parameter, or of a part of it
 * @param first its first column
 * @param width how many columns it has
 * @param support rows that are all alike likely and of which only its own columns count; empty for a single column that is uniform over
 *     [0, 1]
 */
record Factor(String name, int first, int width, List<double[]> support) {

    /** A coordinate of the unit cube. */
    static Factor coordinate(String name, int column) {
        return new Factor(name, column, 1, List.of());
    }

    boolean uniform() {
        return support.isEmpty();
    }
}
