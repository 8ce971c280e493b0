package org.decathlete.app.study;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.decathlete.app.pipeline.TrialTraining;
import org.decathlete.app.tune.Halfway;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.store.StoreException;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.study.HalfwayTest;
import org.decathlete.search.trial.Trial;

/** Ends trials by the learning curves of their peers ({@link HalfwayTest}); where these cannot tell, a trial is not interrupted. */
record HalfwayLook(StoredStudy study, TrialTraining training) implements Halfway {
    private static final HalfwayTest TEST = new HalfwayTest(TrialEvaluator.HALFWAY_SCORE, TrialEvaluator.END_SCORE);

    @Override
    public Optional<String> hopeless(Trial trial, Candidate candidate, double part, BooleanSupplier stop) {
        OptionalDouble least = least(trial);
        if (least.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble score = training.begin(candidate, part, stop).score(part);
        return score.isEmpty() || score.getAsDouble() >= least.getAsDouble()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "pseudo-Dice %.4f at half of the budget; less than %.4f has no prospect of the next level",
                        score.getAsDouble(),
                        least.getAsDouble()));
    }

    /** A store that cannot be reached for a while costs a look, and not the trial. */
    private OptionalDouble least(Trial trial) {
        try {
            return TEST.least(study.settings(), study.trials(), trial);
        } catch (StoreException e) {
            return OptionalDouble.empty();
        }
    }
}
