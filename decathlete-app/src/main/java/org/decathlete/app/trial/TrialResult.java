package org.decathlete.app.trial;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a candidate stands after a part of its training.
 *
 * @param dice mean over classes of the mean Dice over validation cases, NaN where nothing was to be found
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
}
