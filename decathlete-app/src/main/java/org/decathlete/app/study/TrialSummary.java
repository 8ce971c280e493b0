package org.decathlete.app.study;

import java.util.Map;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * A trial that ended well.
 *
 * @param trial its id in the study
 * @param level of its budget, from 0
 * @param budget up to which it was trained, in seconds or epochs
 * @param origin where its configuration came from
 * @param source where a configuration of the portfolio was found; null for others
 * @param dice mean over classes of the mean Dice over the validation cases
 * @param values all its figures
 * @param candidate id of what was trained
 * @param configuration what was chosen
 */
public record TrialSummary(
        int trial,
        int level,
        double budget,
        String origin,
        @Nullable String source,
        double dice,
        Map<String, Double> values,
        String candidate,
        Configuration configuration) {

    /** Of a trial that ended well. */
    public static TrialSummary of(SearchStudy study, Trial trial) {
        return new TrialSummary(
                trial.id(),
                trial.level(),
                trial.budget(),
                trial.origin().name(),
                Provenance.of(study.stored().settings(), trial),
                1 - trial.outcome().values().getOrDefault(TrialEvaluator.LOSS, Double.NaN),
                trial.outcome().values(),
                study.candidate(trial).id(),
                trial.configuration());
    }
}
