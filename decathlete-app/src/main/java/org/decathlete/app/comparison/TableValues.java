package org.decathlete.app.comparison;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.decathlete.core.metrics.MetricTable;
import org.jspecify.annotations.Nullable;

/** A table's values by class key, null where there is none: JSON has no NaN. */
final class TableValues {
    /** The key of the mean over classes. */
    static final String MEAN = "mean";

    private TableValues() {}

    /** Means over cases per class, and their mean. */
    static Map<String, @Nullable Double> means(MetricTable table) {
        Map<String, @Nullable Double> means = new LinkedHashMap<>();
        for (int index = 0; index < table.classes().size(); index++) {
            means.put(
                    table.classes().get(index),
                    orNull(Arrays.stream(table.ofClass(index))
                            .filter(value -> !Double.isNaN(value))
                            .average()
                            .orElse(Double.NaN)));
        }
        means.put(MEAN, orNull(table.mean(IntStream.range(0, table.ids().size()).toArray())));
        return means;
    }

    /** The values of one case. */
    static Map<String, @Nullable Double> ofCase(MetricTable table, int row) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        for (int index = 0; index < table.classes().size(); index++) {
            values.put(table.classes().get(index), orNull(table.values()[row][index]));
        }
        return values;
    }

    static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
