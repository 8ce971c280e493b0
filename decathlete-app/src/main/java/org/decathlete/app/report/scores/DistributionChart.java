package org.decathlete.app.report.scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.decathlete.app.report.chart.Axis;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.metrics.ClassScores;
import org.decathlete.core.metrics.Scores;

/** How Dice is spread over the cases, one row per class: a dot per case, a box from quartile to quartile, a line at the median. */
public final class DistributionChart {
    private static final int WIDTH = 620;
    private static final int ROW = 46;
    private static final int LEFT = 140;
    private static final int RIGHT = 20;
    private static final int TOP = 8;
    private static final int BOTTOM = 30;
    private static final int MOST_DOTS = 4000;

    private DistributionChart() {}

    /** A figure; nothing where no case has a value. */
    public static String html(Scores scores) {
        List<String> keys = scores.classNames().keySet().stream()
                .filter(key -> values(scores, key).length > 0)
                .toList();
        if (keys.isEmpty()) {
            return "";
        }
        double least =
                keys.stream().mapToDouble(key -> values(scores, key)[0]).min().orElseThrow();
        Axis x = Axis.holding(Math.min(least, 0.9), 1, 6, LEFT, WIDTH - RIGHT);
        int height = TOP + ROW * keys.size() + BOTTOM;
        StringBuilder svg = new StringBuilder("<figure class=\"chart\">\n<figcaption>Dice per case</figcaption>\n");
        svg.append("<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"")
                .append(Html.escape(description(scores, keys)))
                .append("\">\n");
        x.marksBelow(svg, TOP, height - BOTTOM);
        boolean dots = (long) keys.size() * scores.cases().size() <= MOST_DOTS;
        for (int i = 0; i < keys.size(); i++) {
            row(svg, scores, keys.get(i), x, TOP + ROW * i + ROW / 2.0, dots);
        }
        return svg.append("</svg>\n</figure>\n").toString();
    }

    /** A quantile in [0, 1] of sorted numbers, linear between ranks. */
    private static double quantile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }

    private static void row(StringBuilder svg, Scores scores, String key, Axis x, double middle, boolean dots) {
        double[] values = values(scores, key);
        String name = String.valueOf(scores.classNames().get(key));
        String shown = name.length() > 20 ? name.substring(0, 19) + "…" : name;
        svg.append("<text class=\"name\" text-anchor=\"end\" dy=\"0.32em\" x=\"" + (LEFT - 12) + "\" y=\""
                + Numbers.coordinate(middle) + "\">" + Html.escape(shown) + "</text>\n");
        double low = x.place(quantile(values, 0.25));
        double high = x.place(quantile(values, 0.75));
        svg.append("<rect class=\"box\" rx=\"3\" x=\"" + Numbers.coordinate(low) + "\" y=\""
                + Numbers.coordinate(middle - 12) + "\" width=\"" + Numbers.coordinate(Math.max(1, high - low))
                + "\" height=\"24\"/>\n");
        if (dots) {
            dots(svg, scores, key, x, middle);
        }
        String median = Numbers.coordinate(x.place(quantile(values, 0.5)));
        svg.append("<path class=\"median\" d=\"M" + median + " " + Numbers.coordinate(middle - 14) + "V"
                + Numbers.coordinate(middle + 14) + "\"/>\n");
    }

    private static void dots(StringBuilder svg, Scores scores, String key, Axis x, double middle) {
        int i = 0;
        for (CaseScores one : scores.cases()) {
            ClassScores found = one.classes().get(key);
            if (found == null || Double.isNaN(found.dice())) {
                continue;
            }
            // Spread over the row by the golden ratio, so that equal values do not hide each other.
            double offset = (i++ * 0.618034 % 1 - 0.5) * 18;
            svg.append("<circle class=\"dot\" r=\"2.6\" cx=\"" + Numbers.coordinate(x.place(found.dice())) + "\" cy=\""
                    + Numbers.coordinate(middle + offset) + "\"><title>" + Html.escape(one.id()) + ": "
                    + Numbers.ratio(found.dice()) + "</title></circle>\n");
        }
    }

    private static double[] values(Scores scores, String key) {
        List<Double> values = new ArrayList<>();
        for (CaseScores one : scores.cases()) {
            ClassScores found = one.classes().get(key);
            if (found != null && !Double.isNaN(found.dice())) {
                values.add(found.dice());
            }
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static String description(Scores scores, List<String> keys) {
        StringBuilder text = new StringBuilder("Dice per case.");
        Map<String, String> names = scores.classNames();
        for (String key : keys) {
            double[] values = values(scores, key);
            text.append(' ').append(names.get(key)).append(": lowest ").append(Numbers.ratio(values[0]));
            text.append(", median ").append(Numbers.ratio(quantile(values, 0.5)));
            text.append(", highest ")
                    .append(Numbers.ratio(values[values.length - 1]))
                    .append('.');
        }
        return text.toString();
    }
}
