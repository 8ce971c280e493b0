package org.decathlete.app.study;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.app.tune.Halfway;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.store.StoreException;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.study.HalfwayTest;
import org.decathlete.search.trial.Trial;

/**
 * Ends trials by the learning curves of their peers ({@link HalfwayTest}); where these cannot tell, a trial is not interrupted. Nor is one
 * whose epochs are so long that none ends about halfway ({@link org.decathlete.app.trial.TrialCurve#halfway}): that has no score to be
 * judged by, and is none to judge others by.
 *
 * @param study whose trials are compared
 * @param training of its trials
 */
record HalfwayLook(StoredStudy study, TrialTraining training) implements Halfway {
    private static final HalfwayTest TEST = new HalfwayTest(TrialEvaluator.HALFWAY_SCORE, TrialEvaluator.END_SCORE);

    @Override
    public Optional<String> hopeless(Trial trial, Candidate candidate, double part, BooleanSupplier stop) {
        OptionalDouble least = least(trial);
        if (least.isEmpty()) {
            return Optional.empty();
        }
        double needed = least.getAsDouble();
        return training.runUnless(candidate, part, curve -> curve.halfway(part).orElse(needed) < needed, stop)
                .map(curve -> String.format(
                        Locale.ROOT,
                        "pseudo-Dice %.4f at half of the budget; less than %.4f has no prospect of the next level",
                        curve.halfway(part).orElseThrow(),
                        needed));
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
