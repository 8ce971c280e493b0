package org.decathlete.search.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.decathlete.search.statistics.HolmCorrection;
import org.decathlete.search.statistics.SignedRankTest;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest trial that is about as good as the best one: the first objective is what is good, the second what is cheap, all trials are
 * within all limits and may have any budget. Among equally cheap ones the better comes first.
 *
 * @param best trial by the first objective; of equally good ones the cheapest
 * @param chosen the cheapest within {@code delta} of it; may be the best itself
 * @param delta how much worse it may be
 * @param significance of the test that showed it to be no worse; null where the figures themselves were compared
 * @param compared how many cheaper trials were looked at
 */
public record CheapestWithin(
        TrialFigures best,
        TrialFigures chosen,
        double delta,
        @Nullable Double significance,
        int compared) {

    private record Rival(Trial trial, double[] gains) {
        /** Whether the corrected test would reject if every case agreed; says nothing of how they do. */
        boolean couldBeShown(List<Rival> all, double significance) {
            long tests = all.stream()
                    .filter(other -> other.gains.length >= gains.length)
                    .count();
            return Math.pow(2, -gains.length) * tests <= significance;
        }
    }

    /**
     * By the figures: the first objective is at most {@code delta} worse than the best.
     *
     * @param delta in the unit of the first objective, at least 0
     * @return empty with fewer than two objectives or without a feasible trial
     */
    public static Optional<CheapestWithin> byFigures(List<Trial> trials, List<Objective> objectives, double delta) {
        checkDelta(delta);
        return best(trials, objectives).map(best -> {
            double most = objectives.get(0).loss(best) + delta;
            List<Trial> cheaper = cheaper(trials, objectives, best);
            List<Trial> within = cheaper.stream()
                    .filter(trial -> objectives.get(0).loss(trial) <= most)
                    .toList();
            return chosen(best, within, objectives, delta, null, cheaper.size());
        });
    }

    /**
     * By a test: each cheaper trial whose cases the best was scored on too is tested to be less than {@code delta} worse there, one-sided
     * (Wilcoxon's signed-rank test of its scores plus {@code delta} minus those of the best), and the probabilities are corrected for
     * the number of trials (Holm 1979). Only what is shown to be within {@code delta} is chosen; with a {@code delta} of 0 it would have
     * to be better than the best.
     *
     * @param delta in the unit of the scores, which are larger where better
     * @param significance probability of choosing a trial that is not within {@code delta}, within (0, 1)
     * @return empty as above, and where no cheaper trial has so many cases in common with the best that the test could tell
     */
    public static Optional<CheapestWithin> byTest(
            List<Trial> trials, List<Objective> objectives, double delta, double significance) {
        checkDelta(delta);
        if (!(significance > 0 && significance < 1)) {
            throw new IllegalArgumentException("significance " + significance + ", expected within (0, 1)");
        }
        return best(trials, objectives).flatMap(best -> {
            List<Rival> scored = cheaper(trials, objectives, best).stream()
                    .map(trial -> new Rival(trial, gains(trial, best, delta)))
                    .toList();
            List<Rival> rivals = scored.stream()
                    .filter(rival -> rival.couldBeShown(scored, significance))
                    .toList();
            if (rivals.isEmpty()) {
                return Optional.empty();
            }
            double[] adjusted = HolmCorrection.adjust(rivals.stream()
                    .mapToDouble(rival -> SignedRankTest.probabilityGreater(rival.gains()))
                    .toArray());
            List<Trial> shown = new ArrayList<>();
            for (int i = 0; i < adjusted.length; i++) {
                if (adjusted[i] <= significance) {
                    shown.add(rivals.get(i).trial());
                }
            }
            return Optional.of(chosen(best, shown, objectives, delta, significance, rivals.size()));
        });
    }

    private static CheapestWithin chosen(
            Trial best,
            List<Trial> within,
            List<Objective> objectives,
            double delta,
            @Nullable Double significance,
            int compared) {
        Trial chosen =
                within.stream().min(by(objectives.get(1), objectives.get(0))).orElse(best);
        return new CheapestWithin(TrialFigures.of(best), TrialFigures.of(chosen), delta, significance, compared);
    }

    private static Optional<Trial> best(List<Trial> trials, List<Objective> objectives) {
        return objectives.size() < 2
                ? Optional.empty()
                : Feasible.of(trials, objectives).stream().min(by(objectives.get(0), objectives.get(1)));
    }

    private static List<Trial> cheaper(List<Trial> trials, List<Objective> objectives, Trial best) {
        Objective cost = objectives.get(1);
        return Feasible.of(trials, objectives).stream()
                .filter(trial -> cost.loss(trial) < cost.loss(best))
                .toList();
    }

    private static Comparator<Trial> by(Objective first, Objective second) {
        return Comparator.comparingDouble(first::loss)
                .thenComparingDouble(second::loss)
                .thenComparingInt(Trial::id);
    }

    private static double[] gains(Trial trial, Trial best, double delta) {
        Map<String, Double> scores = best.outcome().scores();
        return trial.outcome().scores().entrySet().stream()
                .filter(entry -> scores.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() + delta - scores.getOrDefault(entry.getKey(), Double.NaN))
                .toArray();
    }

    private static void checkDelta(double delta) {
        if (!(delta >= 0 && Double.isFinite(delta))) {
            throw new IllegalArgumentException("delta " + delta + ", expected at least 0");
        }
    }
}
