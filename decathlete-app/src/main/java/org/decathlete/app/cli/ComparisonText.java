package org.decathlete.app.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decathlete.app.comparison.Comparison;
import org.jspecify.annotations.Nullable;

/** A comparison for people. */
final class ComparisonText {
    private static final String MEAN = "mean";

    private final Comparison comparison;
    private final boolean cases;
    private final List<String> lines = new ArrayList<>();

    /** @param cases whether to list every case */
    ComparisonText(Comparison comparison, boolean cases) {
        this.comparison = comparison;
        this.cases = cases;
    }

    List<String> lines() {
        comparison.models().forEach((letter, origin) -> lines.add(letter + " = " + origin));
        lines.add(comparison.cases().size() + " cases that all were judged on");
        for (Comparison.Compared metric : comparison.metrics()) {
            means(metric);
            tests(metric);
            if (cases) {
                perCase(metric);
            }
        }
        lines.add(comparison.method());
        return lines;
    }

    private void means(Comparison.Compared metric) {
        lines.add("");
        lines.add(row(
                metric.name()
                        + (metric.unit().isEmpty() ? "" : " in " + metric.unit())
                        + (metric.higherIsBetter() ? "" : " (less is better)"),
                List.copyOf(comparison.models().keySet())));
        List<String> keys = new ArrayList<>(comparison.classes().keySet());
        keys.add(MEAN);
        for (String key : keys) {
            lines.add(row("  " + name(key), values(metric.means(), key)));
        }
    }

    private void tests(Comparison.Compared metric) {
        for (Comparison.PairTest test : metric.tests()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-28s %s - %s: %s (%s to %s), p %s, corrected %s%s",
                    name(test.classKey()),
                    test.first(),
                    test.second(),
                    number(test.meanDifference()),
                    number(test.low()),
                    number(test.high()),
                    probability(test.p()),
                    probability(test.corrected()),
                    test.p() == null ? "  (" + test.method() + ")" : ""));
        }
    }

    private void perCase(Comparison.Compared metric) {
        metric.values()
                .forEach((id, perModel) -> comparison
                        .classes()
                        .keySet()
                        .forEach(key -> lines.add(row("  " + id + ", " + name(key), values(perModel, key)))));
    }

    private static List<String> values(Map<String, Map<String, @Nullable Double>> perModel, String key) {
        return perModel.values().stream()
                .map(values -> number(values.getOrDefault(key, null)))
                .toList();
    }

    private static String row(String title, List<String> cells) {
        String format = "%-32s" + String.join("", Collections.nCopies(cells.size(), " %9s"));
        List<Object> arguments = new ArrayList<>();
        arguments.add(title);
        arguments.addAll(cells);
        return String.format(Locale.ROOT, format, arguments.toArray());
    }

    private String name(String key) {
        return comparison.classes().getOrDefault(key, key);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String probability(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, value < 0.001 ? "%.1e" : "%.3f", value);
    }
}
