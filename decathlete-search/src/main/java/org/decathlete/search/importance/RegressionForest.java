package org.decathlete.search.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trees that each learn from rows drawn with replacement (Breiman 2001).
 *
 * @param trees all grown
 * @param explained share of the responses' variance that the trees explain for rows which they did not learn from; below 0 where they are
 *     worse than the mean
 */
record RegressionForest(List<RegressionTree> trees, double explained) {
    private static final int TREES = 64;

    /** A tree of more has so many leaves that pairs of parameters take minutes. */
    private static final int MOST_ROWS_PER_TREE = 512;

    /**
     * Grows a forest.
     *
     * @param rows of equal width
     * @param responses one per row
     */
    static RegressionForest grow(double[][] rows, double[] responses, SplittableRandom random) {
        SplitSearch search = new SplitSearch(rows, responses);
        int drawn = Math.min(rows.length, MOST_ROWS_PER_TREE);
        double[] sums = new double[rows.length];
        int[] judged = new int[rows.length];
        List<RegressionTree> trees = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            SplittableRandom own = random.split();
            int[] used = own.ints(drawn, 0, rows.length).toArray();
            RegressionTree tree = RegressionTree.grow(search, used, own);
            trees.add(tree);
            boolean[] seen = new boolean[rows.length];
            for (int row : used) {
                seen[row] = true;
            }
            for (int row = 0; row < rows.length; row++) {
                if (!seen[row]) {
                    sums[row] += tree.predict(rows[row]);
                    judged[row]++;
                }
            }
        }
        return new RegressionForest(List.copyOf(trees), explained(responses, sums, judged));
    }

    private static double explained(double[] responses, double[] sums, int[] judged) {
        double mean = 0;
        int count = 0;
        for (int row = 0; row < responses.length; row++) {
            mean += judged[row] > 0 ? responses[row] : 0;
            count += judged[row] > 0 ? 1 : 0;
        }
        mean /= count;
        double error = 0;
        double spread = 0;
        for (int row = 0; row < responses.length; row++) {
            if (judged[row] > 0) {
                error += Math.pow(responses[row] - sums[row] / judged[row], 2);
                spread += Math.pow(responses[row] - mean, 2);
            }
        }
        return spread > 0 ? 1 - error / spread : 0;
    }
}
