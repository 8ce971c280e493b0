package org.decathlete.core.postprocess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mean Dice over cases per class.
 *
 * @param byClass by class key, in declared order; each the mean over the cases in which the class has a value, NaN where it has
 *     none
 */
public record ClassDice(Map<String, Double> byClass) {

    public ClassDice {
        byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
    }

    /** Mean over classes as nnU-Net takes it: a class without a value makes it NaN. */
    public double foregroundMean() {
        double sum = 0;
        for (double dice : byClass.values()) {
            sum += dice;
        }
        return sum / byClass.size();
    }

    /** The mean of one class. */
    public double of(String key) {
        return byClass.getOrDefault(key, Double.NaN);
    }

    /** The same with another value for one class. */
    ClassDice with(String key, double dice) {
        Map<String, Double> changed = new LinkedHashMap<>(byClass);
        changed.put(key, dice);
        return new ClassDice(changed);
    }

    /** Whether some class is below what it is in {@code other}. */
    boolean fallsBelow(ClassDice other) {
        return byClass.entrySet().stream().anyMatch(entry -> entry.getValue() < other.of(entry.getKey()));
    }
}
