package org.decathlete.app.study;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.decathlete.app.trial.TrialTraining;
import org.decathlete.app.tune.Halfway;
import org.decathlete.app.tune.TrialEvaluator;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.train.Budget;
import org.decathlete.search.store.StoreException;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.study.HalfwayTest;
import org.decathlete.search.trial.Trial;

/**
 * Ends trials by the learning curves of their peers ({@link HalfwayTest}); where these cannot tell, a trial is not interrupted. Nor is one
 * whose epochs are so long that none ends about halfway ({@link org.decathlete.app.trial.TrialCurve#halfway}): that has no score to be
 * judged by, and is none to judge others by. For each look the training is set up once more, which a budget in seconds pays for: trials of
 * less than {@value #SHORTEST_SECONDS} s are not looked at.
 *
 * @param study whose trials are compared
 * @param training of its trials
 * @param whole the highest budget
 */
record HalfwayLook(StoredStudy study, TrialTraining training, Budget whole) implements Halfway {
    /** Reading the data and the checkpoint takes some seconds: hardly more than a hundredth of this. */
    static final int SHORTEST_SECONDS = 300;

    private static final HalfwayTest TEST = new HalfwayTest(TrialEvaluator.HALFWAY_SCORE, TrialEvaluator.END_SCORE);

    @Override
    public Optional<String> hopeless(Trial trial, Candidate candidate, double part, BooleanSupplier stop) {
        OptionalDouble least = isWorthwhile(part) ? least(trial) : OptionalDouble.empty();
        if (least.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble score = training.begin(candidate, part / 2, stop).halfway(part);
        return score.isEmpty() || score.getAsDouble() >= least.getAsDouble()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "pseudo-Dice %.4f at half of the budget; less than %.4f has no prospect of the next level",
                        score.getAsDouble(),
                        least.getAsDouble()));
    }

    private boolean isWorthwhile(double part) {
        return !(whole instanceof Budget.WallClock clock) || part * clock.seconds() >= SHORTEST_SECONDS;
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
