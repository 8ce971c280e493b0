package org.decathlete.core.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured in one case.
 *
 * @param id name of the case
 * @param predictionFile where the prediction stands
 * @param referenceFile where the reference stands
 * @param classes by class key, in declared order: {@code 1} for a label, {@code (1, 2)} for a region of several
 * @param warnings what a reader of the numbers should know, in plain words
 */
public record CaseScores(
        String id,
        String predictionFile,
        String referenceFile,
        Map<String, ClassScores> classes,
        List<String> warnings) {

    public CaseScores {
        classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
        warnings = List.copyOf(warnings);
    }

    /** Mean Dice over the classes that have one; NaN where none has. */
    public double meanDice() {
        return classes.values().stream()
                .mapToDouble(ClassScores::dice)
                .filter(dice -> !Double.isNaN(dice))
                .average()
                .orElse(Double.NaN);
    }
}
