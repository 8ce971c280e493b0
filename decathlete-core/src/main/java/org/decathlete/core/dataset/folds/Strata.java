package org.decathlete.core.dataset.folds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.dataset.integrity.CaseFacts;

/**
 * What folds should have equal shares of: for each label the cases that have it, and among those the ones in which it is small, of
 * middle size and large (thirds by volume in mm³).
 *
 * @param features per case, 1 where it belongs to a stratum and else 0
 */
record Strata(Map<String, double[]> features) {
    private static final int THIRDS = 3;

    /** No stratum: only the number of cases is to be equal. */
    static Strata none(Collection<String> ids) {
        Map<String, double[]> features = new LinkedHashMap<>();
        ids.forEach(id -> features.put(id, new double[0]));
        return new Strata(features);
    }

    /** The strata of the foreground labels and the ignore label. */
    static Strata of(List<CaseFacts> facts, Labels labels) {
        List<Integer> wanted =
                labels.declared().stream().filter(label -> label != 0).toList();
        Map<String, double[]> features = new LinkedHashMap<>();
        facts.forEach(one -> features.put(one.id(), new double[wanted.size() * (1 + THIRDS)]));
        for (int i = 0; i < wanted.size(); i++) {
            mark(facts, wanted.get(i), i * (1 + THIRDS), features);
        }
        return new Strata(features);
    }

    /** The strata of a case; none for one that is not known. */
    double[] of(String id) {
        return features.getOrDefault(id, new double[count()]);
    }

    /** Number of strata. */
    int count() {
        return features.values().stream().findFirst().map(one -> one.length).orElse(0);
    }

    private static void mark(List<CaseFacts> facts, int label, int at, Map<String, double[]> features) {
        List<CaseFacts> having = new ArrayList<>(
                facts.stream().filter(one -> volume(one, label) > 0).toList());
        double[] sorted =
                having.stream().mapToDouble(one -> volume(one, label)).sorted().toArray();
        for (CaseFacts one : having) {
            double[] marks = Objects.requireNonNull(features.get(one.id()));
            int rank = Arrays.binarySearch(sorted, volume(one, label));
            marks[at] = 1;
            marks[at + 1 + Math.min(THIRDS - 1, rank * THIRDS / sorted.length)] = 1;
        }
    }

    private static double volume(CaseFacts facts, int label) {
        return facts.voxelsPerLabel().getOrDefault(label, 0L) * facts.voxelVolume();
    }
}
