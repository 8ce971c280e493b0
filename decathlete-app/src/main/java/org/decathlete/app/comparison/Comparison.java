package org.decathlete.app.comparison;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of models found.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param models where each model's results come from, by the letter that stands for it here
 * @param cases the cases that all models were judged on, sorted
 * @param classes what is segmented by class key
 * @param method how tests and intervals were made, in words
 * @param metrics the compared metrics
 */
public record Comparison(
        String format,
        int version,
        Map<String, String> models,
        List<String> cases,
        Map<String, String> classes,
        String method,
        List<Compared> metrics) {
    static final String FORMAT = "decathlete-comparison";
    static final int VERSION = 1;

    /**
     * One metric.
     *
     * @param name such as {@code Dice}
     * @param unit {@code mm}, or empty
     * @param higherIsBetter whether more is better
     * @param means mean over cases by model and class key, and last their own mean, over classes; null where there is no
     *     value
     * @param values by case, model and class key
     * @param tests every pair of models in every structure
     */
    public record Compared(
            String name,
            String unit,
            boolean higherIsBetter,
            Map<String, Map<String, @Nullable Double>> means,
            Map<String, Map<String, Map<String, @Nullable Double>>> values,
            List<PairTest> tests) {}

    /**
     * Two models in one structure, on the cases in which both have a value.
     *
     * @param classKey the structure
     * @param first a model
     * @param second another
     * @param meanDifference mean of the first minus the second
     * @param low lower end of its confidence interval
     * @param high upper end
     * @param pairs number of cases in which they differ
     * @param statistic smaller rank sum of Wilcoxon's signed-rank test
     * @param p of that test, two-sided
     * @param corrected that p after Holm's correction for all tests of the metric
     * @param method how p was found
     */
    public record PairTest(
            String classKey,
            String first,
            String second,
            @Nullable Double meanDifference,
            @Nullable Double low,
            @Nullable Double high,
            int pairs,
            @Nullable Double statistic,
            @Nullable Double p,
            @Nullable Double corrected,
            String method) {}
}
