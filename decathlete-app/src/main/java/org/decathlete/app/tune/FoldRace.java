package org.decathlete.app.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.decathlete.app.trial.TrialResult;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.search.trial.Trial;

/**
 * Trains and judges a trial on one fold after another: on one at the lowest level of the study's budgets, and on one more at each level
 * above. Whoever survives is judged on more cases; who is beaten on its first folds is spared the others. A fold that a promoted trial
 * had goes on from its checkpoint, one that is new to it is trained from its beginning.
 */
public final class FoldRace {
    private final List<TrialEvaluator.Training> folds;
    private final Look look;

    /** Compares a trial with others after each of its folds but the last. */
    @FunctionalInterface
    public interface Look {
        /** No trial is ended. */
        Look NEVER = (trial, scores, done, folds) -> Optional.empty();

        /**
         * Whether a trial is beaten.
         *
         * @param scores Dice of each case of its folds so far
         * @param done how many these are
         * @param folds how many it is to be judged on
         * @return why it is to be ended; empty where it is to go on
         */
        Optional<String> beaten(Trial trial, Map<String, Double> scores, int done, int folds);
    }

    /**
     * What came of a trial.
     *
     * @param joined of the folds that it was judged on
     * @param folds how many these are
     * @param beaten why the others were spared; empty where there are no others
     */
    record Result(TrialResult joined, int folds, Optional<String> beaten) {}

    /** @param folds in the order in which trials are judged on them, at least one */
    public FoldRace(List<TrialEvaluator.Training> folds, Look look) {
        this.folds = List.copyOf(folds);
        this.look = look;
    }

    /** All trials on the same fold. */
    public static FoldRace onOne(TrialEvaluator.Training fold) {
        return new FoldRace(List.of(fold), Look.NEVER);
    }

    /**
     * How many folds a trial is judged on.
     *
     * @param most of any trial, positive
     * @param level of its budget among all of the study, from 0 for the lowest
     */
    public static int folds(int most, int level) {
        return Math.min(most, level + 1);
    }

    /** Whether there are trials that are judged on more folds than others. */
    boolean hasSeveral() {
        return folds.size() > 1;
    }

    Result run(Trial trial, Candidate candidate, double part, BooleanSupplier stop) {
        int count = folds(folds.size(), trial.level());
        List<TrialResult> results = new ArrayList<>();
        for (TrialEvaluator.Training fold : folds.subList(0, count - 1)) {
            results.add(fold.run(candidate, part, stop));
            TrialResult soFar = TrialResult.joined(results);
            Optional<String> beaten = look.beaten(trial, soFar.caseDice(), results.size(), count);
            if (beaten.isPresent()) {
                return new Result(soFar, results.size(), beaten);
            }
        }
        results.add(folds.get(count - 1).run(candidate, part, stop));
        return new Result(TrialResult.joined(results), count, Optional.empty());
    }
}
