package org.decathlete.app.report.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.decathlete.app.report.chart.Curve;
import org.decathlete.app.report.chart.LineChart;
import org.decathlete.app.report.chart.ScatterChart;
import org.decathlete.search.analysis.BudgetCorrelation;
import org.decathlete.search.analysis.CheapestWithin;
import org.decathlete.search.analysis.CurvePoint;
import org.decathlete.search.analysis.HypervolumeCurve;
import org.decathlete.search.analysis.IncumbentCurve;
import org.decathlete.search.analysis.StudyAnalysis;

/** The charts about a search. */
final class StudyCharts {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private final StudyAnalysis analysis;

    StudyCharts(StudyAnalysis analysis) {
        this.analysis = analysis;
    }

    /** The second objective across, the first up; nothing with one objective. */
    String front() {
        if (analysis.objectives().size() < 2) {
            return "";
        }
        List<Curve.Point> all = analysis.results().stream()
                .map(result -> point(result.values()))
                .toList();
        List<Curve.Point> front = analysis.front().stream()
                .map(trial -> point(trial.values()))
                .sorted(Comparator.comparingDouble(Curve.Point::x))
                .toList();
        CheapestWithin cheapest = analysis.cheapest();
        return ScatterChart.html(new ScatterChart.Drawing(
                "Trials and their front",
                analysis.objectives().get(1),
                analysis.objectives().get(0),
                new Curve("Trials", all),
                // With more than two objectives the front is no line.
                analysis.objectives().size() == 2 ? new Curve("Front", front) : null,
                cheapest == null
                        ? null
                        : new Curve("Chosen", List.of(point(cheapest.chosen().values())))));
    }

    /** Over what was spent, and over time where that is known. */
    String hypervolume() {
        HypervolumeCurve curve = analysis.hypervolume();
        if (curve == null || analysis.objectives().size() < 2) {
            return "";
        }
        return bySpent("Hypervolume of the front", curve.points()) + byTime("Hypervolume of the front", curve.points());
    }

    /** Over time, or over what was spent where that is unknown. */
    String incumbents() {
        StringBuilder html = new StringBuilder();
        for (IncumbentCurve curve : analysis.incumbents()) {
            String title = "Best " + curve.objective() + " so far";
            html.append(analysis.seconds() == null ? bySpent(title, curve.points()) : byTime(title, curve.points()));
        }
        return html.toString();
    }

    /** Of the two levels with the most continued trials. */
    String correlation() {
        return analysis.correlations().stream()
                .filter(one -> one.correlation() != null)
                .max(Comparator.comparingInt(
                                (BudgetCorrelation one) -> one.pairs().size())
                        .thenComparingInt(one -> -one.low())
                        .thenComparingInt(one -> -one.high()))
                .map(one -> ScatterChart.html(new ScatterChart.Drawing(
                        "The same configurations at two budgets",
                        one.objective() + " at level " + one.low(),
                        one.objective() + " at level " + one.high(),
                        new Curve(
                                "Configurations",
                                one.pairs().stream()
                                        .map(pair -> new Curve.Point(pair.before(), pair.after()))
                                        .toList()),
                        null,
                        null)))
                .orElse("");
    }

    private String bySpent(String title, List<CurvePoint> points) {
        return chart(
                title,
                "budget spent",
                points,
                points.stream().map(CurvePoint::spent).toList(),
                analysis.spent());
    }

    private String byTime(String title, List<CurvePoint> points) {
        Double end = analysis.seconds();
        if (end == null) {
            return "";
        }
        double unit = end >= 2 * HOUR ? HOUR : MINUTE;
        List<Double> times = points.stream()
                .map(CurvePoint::seconds)
                .map(seconds -> seconds == null ? Double.NaN : seconds / unit)
                .toList();
        return chart(title, unit == HOUR ? "hours" : "minutes", points, times, end / unit);
    }

    private static String chart(String title, String across, List<CurvePoint> points, List<Double> xs, double end) {
        List<Curve.Point> stairs = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double until = i + 1 < points.size() ? xs.get(i + 1) : end;
            stairs.add(new Curve.Point(xs.get(i), points.get(i).value()));
            stairs.add(new Curve.Point(until, points.get(i).value()));
        }
        return LineChart.html(title, across, List.of(new Curve(title, stairs)), List.of());
    }

    private Curve.Point point(SortedMap<String, Double> values) {
        return new Curve.Point(
                values.getOrDefault(analysis.objectives().get(1), Double.NaN),
                values.getOrDefault(analysis.objectives().get(0), Double.NaN));
    }
}
