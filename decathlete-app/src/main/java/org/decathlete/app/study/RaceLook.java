package org.decathlete.app.study;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.decathlete.app.tune.FoldRace;
import org.decathlete.search.store.StoreException;
import org.decathlete.search.store.StoredStudy;
import org.decathlete.search.study.RaceTest;
import org.decathlete.search.study.RaceTest.Defeat;
import org.decathlete.search.trial.Trial;

/**
 * Ends trials that are significantly worse on their first folds than what would be continued ({@link RaceTest}).
 *
 * @param study whose trials are compared
 */
record RaceLook(StoredStudy study) implements FoldRace.Look {
    private static final RaceTest TEST = new RaceTest();

    @Override
    public Optional<String> beaten(Trial trial, Map<String, Double> scores, int done, int folds) {
        return defeat(trial, scores, folds)
                .map(defeat -> String.format(
                        Locale.ROOT,
                        "after %d of %d folds: Dice %.4f below trial %d, so far the last that would be trained further, on the mean of"
                                + " %d cases (p = %.3g, one-sided, corrected for %d comparisons)",
                        done,
                        folds,
                        defeat.difference(),
                        defeat.winner().id(),
                        defeat.cases(),
                        defeat.probability(),
                        defeat.comparisons()));
    }

    /** A store that cannot be reached for a while costs a look, and not the trial. */
    private Optional<Defeat> defeat(Trial trial, Map<String, Double> scores, int folds) {
        try {
            return TEST.defeat(study.settings(), study.trials(), trial, scores, folds);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
