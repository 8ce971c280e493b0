package org.decathlete.search.importance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the split of a set of rows that leaves the smallest sum of squared errors (Breiman et al. 1984), among a random share of
 * the columns in which the rows differ.
 */
final class SplitSearch {
    /** As in the random forests that the method was published with. */
    private static final double COLUMN_SHARE = 5 / 6.0;

    private final double[][] rows;
    private final double[] responses;
    private final int[][] ranks;

    SplitSearch(double[][] rows, double[] responses) {
        this.rows = rows;
        this.responses = responses;
        this.ranks = new int[rows[0].length][];
        Arrays.setAll(ranks, this::ranks);
    }

    /** Rows with at most the threshold in a column go to one side. */
    record Split(int column, double threshold, double gain) {}

    double[] row(int index) {
        return rows[index];
    }

    double response(int index) {
        return responses[index];
    }

    int count() {
        return rows.length;
    }

    /**
     * The best split.
     *
     * @param used indices of rows; one may occur several times
     * @param smallest how many rows each side needs, at least 1
     * @return null where no split is possible or none leaves a smaller error
     */
    @Nullable
    Split best(int[] used, int smallest, SplittableRandom random) {
        int[] columns = shuffled(random);
        int wanted = (int) Math.ceil(COLUMN_SHARE * columns.length);
        @Nullable Split best = null;
        for (int i = 0; i < columns.length && wanted > 0; i++) {
            int[] sorted = sorted(used, columns[i]);
            if (rows[sorted[0]][columns[i]] == rows[sorted[sorted.length - 1]][columns[i]]) {
                continue;
            }
            wanted--;
            Split split = best(sorted, columns[i], smallest);
            if (split.gain() > (best == null ? 0 : best.gain())) {
                best = split;
            }
        }
        return best;
    }

    /** What the sum of squared errors falls by: left² / n left + right² / n right, of the sums of centred responses. */
    private Split best(int[] sorted, int column, int smallest) {
        double mean =
                Arrays.stream(sorted).mapToDouble(i -> responses[i]).average().orElseThrow();
        double spread = 0;
        for (int i : sorted) {
            spread += (responses[i] - mean) * (responses[i] - mean);
        }
        Split best = new Split(column, 0, 0);
        // Less is rounding.
        double largest = spread * 1e-12;
        double sum = 0;
        for (int i = 0; i < sorted.length - smallest; i++) {
            sum += responses[sorted[i]] - mean;
            double value = rows[sorted[i]][column];
            double next = rows[sorted[i + 1]][column];
            if (i + 1 < smallest || value == next) {
                continue;
            }
            double gain = sum * sum / (i + 1) + sum * sum / (sorted.length - i - 1);
            if (gain > largest) {
                largest = gain;
                double middle = value + (next - value) / 2;
                best = new Split(column, middle < next ? middle : value, gain);
            }
        }
        return best;
    }

    private int[] sorted(int[] used, int column) {
        long[] keys = new long[used.length];
        Arrays.setAll(keys, i -> (long) ranks[column][used[i]] << Integer.SIZE | used[i]);
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private int[] ranks(int column) {
        Integer[] order = new Integer[rows.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> rows[i][column]));
        int[] places = new int[rows.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    private int[] shuffled(SplittableRandom random) {
        int[] columns = new int[ranks.length];
        for (int i = 0; i < columns.length; i++) {
            int other = random.nextInt(i + 1);
            columns[i] = columns[other];
            columns[other] = i;
        }
        return columns;
    }
}
