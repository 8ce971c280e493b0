package org.decathlete.core.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One metric of some cases and classes, for statistics over cases.
 *
 * @param ids the cases, sorted
 * @param classes class keys in declared order
 * @param values {@code [case][class]}; NaN where there is none
 */
public record MetricTable(List<String> ids, List<String> classes, double[][] values) {

    /**
     * The table of a metric.
     *
     * @param ids cases to take, each judged in {@code scores}
     */
    public static MetricTable of(Scores scores, Metric metric, Collection<String> ids) {
        Set<String> wanted = new TreeSet<>(ids);
        List<String> classes = List.copyOf(scores.classNames().keySet());
        List<CaseScores> cases = scores.cases().stream()
                .filter(one -> wanted.contains(one.id()))
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
        if (cases.size() != wanted.size()) {
            throw new IllegalArgumentException("of " + wanted.size() + " cases " + cases.size() + " were judged");
        }
        double[][] values = new double[cases.size()][classes.size()];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < classes.size(); k++) {
                ClassScores one = cases.get(i).classes().get(classes.get(k));
                values[i][k] = one == null ? Double.NaN : metric.value().applyAsDouble(one);
            }
        }
        return new MetricTable(cases.stream().map(CaseScores::id).toList(), classes, values);
    }

    /** The values of one class, case by case. */
    public double[] ofClass(int index) {
        return Arrays.stream(values).mapToDouble(row -> row[index]).toArray();
    }

    /** Mean over those classes that have a value of their means over some cases; a case may be given several times. */
    public double mean(int[] cases) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < classes.size(); k++) {
            double mean = classMean(k, cases);
            if (!Double.isNaN(mean)) {
                sum += mean;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** How much more this has than {@code other} in one class, case by case; NaN where either has no value. */
    public double[] differences(MetricTable other, int index) {
        if (!ids.equals(other.ids)) {
            throw new IllegalArgumentException("the tables are of different cases");
        }
        double[] differences = new double[values.length];
        Arrays.setAll(differences, i -> values[i][index] - other.values[i][index]);
        return differences;
    }

    private double classMean(int index, int[] cases) {
        double sum = 0;
        int count = 0;
        for (int one : cases) {
            if (!Double.isNaN(values[one][index])) {
                sum += values[one][index];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
