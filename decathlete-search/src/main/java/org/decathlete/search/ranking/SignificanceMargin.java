package org.decathlete.search.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.search.statistics.HolmCorrection;
import org.decathlete.search.statistics.SignedRankTest;
import org.decathlete.search.trial.Trial;

/**
 * Whether a costlier trial with a better loss is better beyond chance: Wilcoxon's signed-rank test of the scores of the cases that
 * both trials have, corrected for the number of pairs that are compared (Holm 1979).
 *
 * <p>Where two trials have so few cases in common that the test could not reject even if every case agreed, nothing is held against
 * the costlier one: what cannot be tested falls back to the plain comparison of losses.
 *
 * @param level family-wise probability of a false rejection, within (0, 1)
 */
public record SignificanceMargin(double level) {

    public SignificanceMargin {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level " + level + ", expected within (0, 1)");
        }
    }

    /** Two trials, and how much better the costlier one scored on each common case. */
    private record Pair(int costlier, int cheaper, double[] gains) {}

    /**
     * Pairs in which the costlier trial's advantage may be chance.
     *
     * @param trials what is compared
     * @param points per trial the loss, then the costs
     * @return true at [costlier][cheaper] where it may
     */
    boolean[][] unproven(List<Trial> trials, List<double[]> points) {
        List<Pair> pairs = new ArrayList<>();
        for (int costlier = 0; costlier < trials.size(); costlier++) {
            for (int cheaper = 0; cheaper < trials.size(); cheaper++) {
                if (trades(points.get(costlier), points.get(cheaper))) {
                    pairs.add(new Pair(costlier, cheaper, gains(trials.get(costlier), trials.get(cheaper))));
                }
            }
        }
        pairs.removeIf(pair -> pair.gains().length == 0);
        int compared = pairs.size();
        pairs.removeIf(pair -> smallestProbability(pair.gains().length) * compared > level);
        double[] adjusted = HolmCorrection.adjust(pairs.stream()
                .mapToDouble(pair -> SignedRankTest.probability(pair.gains()))
                .toArray());
        boolean[][] unproven = new boolean[trials.size()][trials.size()];
        for (int i = 0; i < adjusted.length; i++) {
            Pair pair = pairs.get(i);
            unproven[pair.costlier()][pair.cheaper()] = adjusted[i] > level || sum(pair.gains()) <= 0;
        }
        return unproven;
    }

    /** Whether one has the better loss, but costs more and nowhere less. */
    private static boolean trades(double[] costlier, double[] cheaper) {
        boolean more = false;
        for (int i = 1; i < costlier.length; i++) {
            if (costlier[i] < cheaper[i]) {
                return false;
            }
            more |= costlier[i] > cheaper[i];
        }
        return more && costlier[0] < cheaper[0];
    }

    private static double[] gains(Trial costlier, Trial cheaper) {
        Map<String, Double> own = costlier.outcome().scores();
        return cheaper.outcome().scores().entrySet().stream()
                .filter(entry -> own.containsKey(entry.getKey()))
                .mapToDouble(entry -> own.getOrDefault(entry.getKey(), Double.NaN) - entry.getValue())
                .toArray();
    }

    /** What the test gives when all cases agree: two of all choices of signs. */
    private static double smallestProbability(int cases) {
        return Math.pow(2, 1 - cases);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
