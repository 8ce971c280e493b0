package org.decathlete.core.postprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.metrics.ClassKey;
import org.decathlete.core.metrics.Overlap;

/** Sums up the Dice of cases, class by class; a case in which a class has no value does not count for it. */
final class DiceSums {
    private final List<String> keys;
    private final double[] sums;
    private final int[] counts;

    DiceSums(Labels labels) {
        keys = labels.regions().stream().map(ClassKey::of).toList();
        sums = new double[keys.size()];
        counts = new int[keys.size()];
    }

    void add(Map<String, Overlap> overlaps) {
        for (int i = 0; i < keys.size(); i++) {
            Overlap overlap = overlaps.get(keys.get(i));
            if (overlap != null && !overlap.bothEmpty()) {
                sums[i] += overlap.dice();
                counts[i]++;
            }
        }
    }

    ClassDice means() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            means.put(keys.get(i), sums[i] / counts[i]);
        }
        return new ClassDice(means);
    }
}
