package org.decathlete.search.ranking;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/** Made-up results with a loss and a cost. */
final class Results {
    static final List<Objective> LOSS_AND_HOURS =
            List.of(Objective.minimize("loss").failingFrom(0.95), Objective.minimize("hours"));

    private Results() {}

    static Trial of(int id, double loss, double hours) {
        return Trial.running(id, Configuration.of(Map.of("x", (double) id)), Origin.RANDOM, 0, 0, 1, null)
                .ended(Outcome.of(Map.of("loss", loss, "hours", hours)));
    }

    /** With a score around 1 - loss for each of {@code cases} cases, and the mean of them as the loss. */
    static Trial scored(int id, double loss, double hours, int cases, double noise, SplittableRandom random) {
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < cases; i++) {
            scores.put("case_" + i, 1 - loss + noise * random.nextGaussian());
        }
        double mean = scores.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        Trial trial = of(id, 1 - mean, hours);
        return trial.ended(trial.outcome().withScores(scores));
    }
}
