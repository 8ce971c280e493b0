package org.decathlete.app.finals;

import java.util.List;
import java.util.Set;
import org.decathlete.app.results.JudgedModel;
import org.decathlete.app.tune.CandidateCost;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.Metric;
import org.decathlete.core.metrics.MetricTable;
import org.decathlete.core.metrics.Scores;

/**
 * A final, or several together, with all that is compared.
 *
 * @param name what it was in the search
 * @param model name of what was trained
 * @param differences what differs from the default, in words
 * @param isDefault whether it is the default alone
 * @param scores of all validation cases that could be judged
 * @param trainingSeconds time that its trainings were active
 * @param judgingSeconds time of predicting and comparing all cases; NaN where that is not known
 * @param parameters trainable ones
 */
record Entrant(
        String name,
        String model,
        String differences,
        boolean isDefault,
        Scores scores,
        double trainingSeconds,
        double judgingSeconds,
        double parameters) {
    private static final int ANY = 4;

    static Entrant of(String name, String differences, boolean isDefault, JudgedModel model) {
        return new Entrant(
                name,
                model.name(),
                differences,
                isDefault,
                model.scores(),
                model.trainingSeconds(),
                model.judgingSeconds(),
                model.candidates().stream()
                        .mapToDouble(
                                candidate -> CandidateCost.of(candidate, ANY).parameters())
                        .sum());
    }

    Set<String> judged() {
        return Set.copyOf(scores.cases().stream().map(CaseScores::id).toList());
    }

    /** The Dice of some cases. */
    MetricTable dice(List<String> cases) {
        return MetricTable.of(scores, Metric.DICE, cases);
    }

    /** Mean over classes of the means over some cases; NaN where there is no value. */
    double meanDice(List<String> cases) {
        return FinalsJudgement.mean(dice(cases));
    }
}
