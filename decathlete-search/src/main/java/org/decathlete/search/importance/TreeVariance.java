package org.decathlete.search.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the variance of one tree's prediction is divided among independent factors, exactly: within a leaf the prediction is one number,
 * so that every mean over the other factors is a sum over leaves.
 */
final class TreeVariance {
    private final List<Cells> factors = new ArrayList<>();
    private final double[] values;
    private final double[] probabilities;
    private final double mean;
    private final double total;

    /**
     * The places of a factor that no leaf tells apart.
     *
     * @param probabilities one per cell, together 1
     * @param of per leaf, which cells it holds
     * @param shares per leaf, the probability of the cells that it holds
     */
    private record Cells(double[] probabilities, int[][] of, double[] shares) {}

    TreeVariance(List<Leaf> leaves, List<Factor> factors) {
        factors.forEach(factor -> this.factors.add(cells(leaves, factor)));
        values = leaves.stream().mapToDouble(Leaf::value).toArray();
        probabilities = new double[values.length];
        Arrays.fill(probabilities, 1);
        for (Cells cells : this.factors) {
            for (int leaf = 0; leaf < values.length; leaf++) {
                probabilities[leaf] *= cells.shares()[leaf];
            }
        }
        double sum = 0;
        for (int leaf = 0; leaf < values.length; leaf++) {
            sum += probabilities[leaf] * values[leaf];
        }
        mean = sum;
        double spread = 0;
        for (int leaf = 0; leaf < values.length; leaf++) {
            spread += probabilities[leaf] * (values[leaf] - mean) * (values[leaf] - mean);
        }
        total = spread;
    }

    /** Of the prediction over the whole space. */
    double total() {
        return total;
    }

    /** Of the mean prediction given one factor. */
    double of(int factor) {
        Cells cells = factors.get(factor);
        double[] means = new double[cells.probabilities().length];
        for (int leaf = 0; leaf < values.length; leaf++) {
            if (probabilities[leaf] > 0) {
                double others = probabilities[leaf] / cells.shares()[leaf] * (values[leaf] - mean);
                for (int cell : cells.of()[leaf]) {
                    means[cell] += others;
                }
            }
        }
        double variance = 0;
        for (int cell = 0; cell < means.length; cell++) {
            variance += cells.probabilities()[cell] * means[cell] * means[cell];
        }
        return variance;
    }

    /** Of the mean prediction given two factors; what exceeds those of each alone is their interaction. */
    double of(int one, int other) {
        Cells rows = factors.get(one);
        Cells columns = factors.get(other);
        double[][] means = new double[rows.probabilities().length][columns.probabilities().length];
        for (int leaf = 0; leaf < values.length; leaf++) {
            if (probabilities[leaf] > 0) {
                double others = probabilities[leaf] / (rows.shares()[leaf] * columns.shares()[leaf]);
                for (int row : rows.of()[leaf]) {
                    for (int column : columns.of()[leaf]) {
                        means[row][column] += others * (values[leaf] - mean);
                    }
                }
            }
        }
        double variance = 0;
        for (int row = 0; row < means.length; row++) {
            for (int column = 0; column < means[row].length; column++) {
                variance += rows.probabilities()[row]
                        * columns.probabilities()[column]
                        * means[row][column]
                        * means[row][column];
            }
        }
        return variance;
    }

    private static Cells cells(List<Leaf> leaves, Factor factor) {
        return factor.uniform() ? intervals(leaves, factor.first()) : points(leaves, factor);
    }

    /** Between the tree's thresholds. */
    private static Cells intervals(List<Leaf> leaves, int column) {
        double[] inner = leaves.stream()
                .mapToDouble(leaf -> leaf.high()[column])
                .filter(threshold -> threshold > 0 && threshold < 1)
                .sorted()
                .distinct()
                .toArray();
        double[] probabilities = new double[inner.length + 1];
        for (int cell = 0; cell < probabilities.length; cell++) {
            probabilities[cell] = (cell == inner.length ? 1 : inner[cell]) - (cell == 0 ? 0 : inner[cell - 1]);
        }
        int[][] of = new int[leaves.size()][];
        double[] shares = new double[leaves.size()];
        for (int leaf = 0; leaf < of.length; leaf++) {
            double low = Math.min(1, Math.max(0, leaves.get(leaf).low()[column]));
            double high = Math.min(1, Math.max(0, leaves.get(leaf).high()[column]));
            shares[leaf] = high - low;
            of[leaf] = high > low ? range(first(inner, low), last(inner, high)) : new int[0];
        }
        return new Cells(probabilities, of, shares);
    }

    private static int first(double[] inner, double low) {
        return low <= 0 ? 0 : Arrays.binarySearch(inner, low) + 1;
    }

    private static int last(double[] inner, double high) {
        return high >= 1 ? inner.length : Arrays.binarySearch(inner, high);
    }

    private static int[] range(int first, int last) {
        int[] cells = new int[last - first + 1];
        Arrays.setAll(cells, i -> first + i);
        return cells;
    }

    /** Rows of the support that lie in the same leaves. */
    private static Cells points(List<Leaf> leaves, Factor factor) {
        Map<BitSet, Integer> alike = new LinkedHashMap<>();
        for (double[] row : factor.support()) {
            BitSet in = new BitSet(leaves.size());
            for (int leaf = 0; leaf < leaves.size(); leaf++) {
                in.set(leaf, leaves.get(leaf).holds(factor, row));
            }
            alike.merge(in, 1, Integer::sum);
        }
        double[] probabilities = alike.values().stream()
                .mapToDouble(count -> count / (double) factor.support().size())
                .toArray();
        List<BitSet> memberships = List.copyOf(alike.keySet());
        int[][] of = new int[leaves.size()][];
        double[] shares = new double[leaves.size()];
        for (int leaf = 0; leaf < of.length; leaf++) {
            int index = leaf;
            of[leaf] = range(0, memberships.size() - 1);
            of[leaf] = Arrays.stream(of[leaf])
                    .filter(cell -> memberships.get(cell).get(index))
                    .toArray();
            shares[leaf] = Arrays.stream(of[leaf])
                    .mapToDouble(cell -> probabilities[cell])
                    .sum();
        }
        return new Cells(probabilities, of, shares);
    }
}
