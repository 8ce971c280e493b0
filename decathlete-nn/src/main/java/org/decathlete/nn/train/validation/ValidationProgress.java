package org.decathlete.nn.train.validation;

import java.util.Arrays;
import java.util.List;

/**
 * A validation that has begun, so that one of many batches goes on after a kill.
 *
 * @param batches judged so far
 * @param loss sum of their losses
 * @param counts true positives, false positives and false negatives, each per foreground class or region
 */
public record ValidationProgress(int batches, double loss, List<List<Long>> counts) {

    static ValidationProgress of(int batches, double loss, PseudoDice dice) {
        List<List<Long>> counts = Arrays.stream(dice.counts())
                .map(one -> Arrays.stream(one).boxed().toList())
                .toList();
        return new ValidationProgress(batches, loss, counts);
    }

    /** Counts again what was counted. */
    void addTo(PseudoDice dice) {
        for (int i = 0; i < counts.get(0).size(); i++) {
            dice.add(
                    i, counts.get(0).get(i), counts.get(1).get(i), counts.get(2).get(i));
        }
    }
}
