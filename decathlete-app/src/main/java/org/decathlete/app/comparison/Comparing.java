package org.decathlete.app.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.EvaluationSettings;
import org.decathlete.core.metrics.Metric;
import org.decathlete.core.metrics.MetricTable;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.statistics.Bootstrap;
import org.decathlete.core.statistics.ConfidenceInterval;
import org.decathlete.core.statistics.HolmCorrection;
import org.decathlete.core.statistics.SignedRankTest;
import org.decathlete.core.statistics.TestResult;
import org.jspecify.annotations.Nullable;

/** Compares models metric by metric. */
public final class Comparing {
    private static final Bootstrap BOOTSTRAP = Bootstrap.standard();
    private static final String METHOD =
            "Differences are the first model minus the second, case by case. Intervals (95 %) come "
                    + "from resampling cases 2,000 times, corrected for bias and skewness (BCa). p is Wilcoxon's signed-rank test, "
                    + "two-sided; it is corrected by Holm for the number of structures and pairs of models of a metric. A case in which "
                    + "either model has no value does not count.";

    private final List<String> letters = new ArrayList<>();
    private final List<Scores> scores;
    private final List<String> ids;
    private final long seed;

    private Comparing(List<Scores> scores, long seed) {
        this.scores = scores;
        this.seed = seed;
        for (int i = 0; i < scores.size(); i++) {
            letters.add(letter(i));
        }
        this.ids = common(scores);
    }

    /**
     * Compares models on the cases that all of them were judged on.
     *
     * @param models scores by where they come from, at least two, of the same classes
     * @param seed of the resampling
     * @throws DecathleteException of kind DATA when they have no case in common, or judge different classes
     */
    public static Comparison of(Map<String, Scores> models, long seed) {
        List<Scores> scores = List.copyOf(models.values());
        for (Scores one : scores) {
            if (!one.classNames().keySet().equals(scores.get(0).classNames().keySet())) {
                throw DecathleteException.data("the models are judged on different classes, "
                        + scores.get(0).classNames().keySet() + " and "
                        + one.classNames().keySet() + "; give --dataset, or compare like with like");
            }
        }
        return new Comparing(scores, seed).compare(List.copyOf(models.keySet()));
    }

    private Comparison compare(List<String> origins) {
        Map<String, String> models = new LinkedHashMap<>();
        for (int i = 0; i < origins.size(); i++) {
            models.put(letters.get(i), origins.get(i));
        }
        EvaluationSettings settings = scores.get(0).settings();
        boolean same = scores.stream().allMatch(one -> one.settings().equals(settings));
        List<Metric> metrics = same ? Metric.of(settings) : List.of(Metric.DICE);
        return new Comparison(
                Comparison.FORMAT,
                Comparison.VERSION,
                models,
                ids,
                scores.get(0).classNames(),
                METHOD,
                metrics.stream().map(this::compared).toList());
    }

    private Comparison.Compared compared(Metric metric) {
        List<MetricTable> tables =
                scores.stream().map(one -> MetricTable.of(one, metric, ids)).toList();
        Map<String, Map<String, @Nullable Double>> means = new LinkedHashMap<>();
        Map<String, Map<String, Map<String, @Nullable Double>>> values = new LinkedHashMap<>();
        for (int model = 0; model < tables.size(); model++) {
            means.put(letters.get(model), TableValues.means(tables.get(model)));
        }
        for (int i = 0; i < ids.size(); i++) {
            Map<String, Map<String, @Nullable Double>> perModel = new LinkedHashMap<>();
            for (int model = 0; model < tables.size(); model++) {
                perModel.put(letters.get(model), TableValues.ofCase(tables.get(model), i));
            }
            values.put(ids.get(i), perModel);
        }
        return new Comparison.Compared(
                metric.name(), metric.unit(), metric.higherIsBetter(), means, values, tests(tables));
    }

    private List<Comparison.PairTest> tests(List<MetricTable> tables) {
        List<Comparison.PairTest> tests = new ArrayList<>();
        for (int index = 0; index < tables.get(0).classes().size(); index++) {
            for (int first = 0; first < tables.size(); first++) {
                for (int second = first + 1; second < tables.size(); second++) {
                    tests.add(test(tables, index, first, second));
                }
            }
        }
        double[] corrected = HolmCorrection.adjust(tests.stream()
                .mapToDouble(test -> test.p() == null ? Double.NaN : test.p())
                .toArray());
        List<Comparison.PairTest> all = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            all.add(corrected(tests.get(i), corrected[i]));
        }
        return all;
    }

    private Comparison.PairTest test(List<MetricTable> tables, int index, int first, int second) {
        double[] differences = tables.get(first).differences(tables.get(second), index);
        TestResult result = SignedRankTest.of(differences);
        ConfidenceInterval interval = BOOTSTRAP.ofMean(differences, new SplittableRandom(seed));
        return new Comparison.PairTest(
                tables.get(first).classes().get(index),
                letters.get(first),
                letters.get(second),
                TableValues.orNull(interval.estimate()),
                TableValues.orNull(interval.low()),
                TableValues.orNull(interval.high()),
                result.pairs(),
                TableValues.orNull(result.statistic()),
                TableValues.orNull(result.p()),
                null,
                result.method());
    }

    private static Comparison.PairTest corrected(Comparison.PairTest test, double corrected) {
        return new Comparison.PairTest(
                test.classKey(),
                test.first(),
                test.second(),
                test.meanDifference(),
                test.low(),
                test.high(),
                test.pairs(),
                test.statistic(),
                test.p(),
                TableValues.orNull(corrected),
                test.method());
    }

    private static List<String> common(List<Scores> scores) {
        TreeSet<String> common = null;
        for (Scores one : scores) {
            List<String> judged = one.cases().stream().map(CaseScores::id).toList();
            if (common == null) {
                common = new TreeSet<>(judged);
            } else {
                common.retainAll(judged);
            }
        }
        if (common == null || common.isEmpty()) {
            throw DecathleteException.data(
                    "the models have no judged case in common; predict the same cases with each");
        }
        return List.copyOf(common);
    }

    private static String letter(int index) {
        return index < 26 ? String.valueOf((char) ('A' + index)) : "M" + (index + 1);
    }
}
