package org.decathlete.app.trial;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a candidate stands after a part of its training.
 *
 * @param dice mean over classes of the mean Dice over validation cases, or of several folds over the cases' mean Dice; NaN where nothing was
 *     to be found
 * @param caseDice mean Dice over classes of each validation case that has one
 * @param trainingSeconds time that the trainer was active since the very beginning, earlier parts included
 * @param iterations training batches since the very beginning
 * @param curve how it learnt, since the very beginning
 */
public record TrialResult(
        double dice, Map<String, Double> caseDice, double trainingSeconds, long iterations, TrialCurve curve) {

    public TrialResult {
        caseDice = Collections.unmodifiableSortedMap(new TreeMap<>(caseDice));
    }

    /**
     * Those of several folds as one: the mean Dice of all their cases, all their time, and the curve of the first fold, which every trial
     * has. Of a single fold it is what it was.
     *
     * @param folds at least one, whose cases are others each
     */
    public static TrialResult joined(List<TrialResult> folds) {
        if (folds.size() == 1) {
            return folds.get(0);
        }
        Map<String, Double> dice = new TreeMap<>();
        folds.forEach(fold -> dice.putAll(fold.caseDice()));
        return new TrialResult(
                dice.values().stream().mapToDouble(one -> one).average().orElse(Double.NaN),
                dice,
                folds.stream().mapToDouble(TrialResult::trainingSeconds).sum(),
                folds.stream().mapToLong(TrialResult::iterations).sum(),
                folds.get(0).curve());
    }
}
