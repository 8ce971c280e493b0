package org.decathlete.app.study;

import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.decathlete.search.statistics.SignedRankTest;
import org.decathlete.search.trial.Trial;

/**
 * How much better one trial is than another on the cases that both were judged on. Where the better one was chosen by these cases, its gain
 * is flattered by that; only cases that no trial was judged on tell what is true.
 *
 * @param cases how many
 * @param meanDifference of the Dice, mean over the cases
 * @param better on how many cases
 * @param worse on how many cases
 * @param p two-sided probability of such a difference by chance (Wilcoxon's signed-rank test)
 */
public record Gain(int cases, double meanDifference, int better, int worse, double p) {

    /** Empty where the trials have no case in common. */
    static Optional<Gain> of(Trial trial, Trial over) {
        Map<String, Double> own = trial.outcome().scores();
        double[] gains = over.outcome().scores().entrySet().stream()
                .filter(entry -> own.containsKey(entry.getKey()))
                .mapToDouble(entry -> own.getOrDefault(entry.getKey(), Double.NaN) - entry.getValue())
                .toArray();
        if (gains.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new Gain(
                gains.length,
                DoubleStream.of(gains).sum() / gains.length,
                (int) DoubleStream.of(gains).filter(gain -> gain > 0).count(),
                (int) DoubleStream.of(gains).filter(gain -> gain < 0).count(),
                SignedRankTest.probability(gains)));
    }
}
