package org.decathlete.search.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A tree of splits; each leaf predicts the mean response of its rows. */
final class RegressionTree {
    private static final int SMALLEST_LEAF = 2;

    private final Node root;

    private sealed interface Node {}

    private record End(double value) implements Node {}

    private record Fork(int column, double threshold, Node below, Node above) implements Node {}

    private RegressionTree(Node root) {
        this.root = root;
    }

    /**
     * Grows a tree.
     *
     * @param used indices of the rows to learn from, at least one; a row may occur several times
     */
    static RegressionTree grow(SplitSearch search, int[] used, SplittableRandom random) {
        return new RegressionTree(node(search, used, random));
    }

    double predict(double[] row) {
        Node node = root;
        while (node instanceof Fork fork) {
            node = row[fork.column()] <= fork.threshold() ? fork.below() : fork.above();
        }
        return ((End) node).value();
    }

    /** The boxes of equal prediction; together they hold every point once. */
    List<Leaf> leaves(int width) {
        double[] low = new double[width];
        double[] high = new double[width];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        List<Leaf> leaves = new ArrayList<>();
        collect(root, new Leaf(low, high, 0), leaves);
        return leaves;
    }

    private static void collect(Node node, Leaf box, List<Leaf> leaves) {
        if (node instanceof Fork fork) {
            collect(fork.below(), box.below(fork.column(), fork.threshold()), leaves);
            collect(fork.above(), box.above(fork.column(), fork.threshold()), leaves);
        } else if (node instanceof End end) {
            leaves.add(box.predicting(end.value()));
        }
    }

    private static Node node(SplitSearch search, int[] used, SplittableRandom random) {
        SplitSearch.@Nullable Split split =
                used.length < 2 * SMALLEST_LEAF ? null : search.best(used, SMALLEST_LEAF, random);
        if (split == null) {
            return new End(
                    Arrays.stream(used).mapToDouble(search::response).average().orElseThrow());
        }
        int[] below = Arrays.stream(used)
                .filter(i -> search.row(i)[split.column()] <= split.threshold())
                .toArray();
        int[] above = Arrays.stream(used)
                .filter(i -> search.row(i)[split.column()] > split.threshold())
                .toArray();
        return new Fork(split.column(), split.threshold(), node(search, below, random), node(search, above, random));
    }
}
