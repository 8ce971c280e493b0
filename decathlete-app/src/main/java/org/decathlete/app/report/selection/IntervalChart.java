package org.decathlete.app.report.selection;

import java.util.List;
import org.decathlete.app.report.chart.Axis;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;

/** Figures with their intervals, one row each: a line from end to end, a dot at the figure. */
final class IntervalChart {
    private static final int WIDTH = 620;
    private static final int ROW = 44;
    private static final int SIDE = 20;
    private static final int TOP = 8;
    private static final int BOTTOM = 30;
    private static final int LONGEST_NAME = 80;

    private IntervalChart() {}

    /** A figure; nothing where no row has a value. */
    static String html(String title, List<SelectionSummary.Row> rows) {
        List<SelectionSummary.Row> shown =
                rows.stream().filter(row -> row.dice().isFinite()).toList();
        if (shown.isEmpty()) {
            return "";
        }
        double low = shown.stream().mapToDouble(row -> row.dice().low()).min().orElseThrow();
        double high = shown.stream().mapToDouble(row -> row.dice().high()).max().orElseThrow();
        Axis x = Axis.holding(low, high, 6, SIDE, WIDTH - SIDE);
        int height = TOP + ROW * shown.size() + BOTTOM;
        StringBuilder svg = new StringBuilder("<figure class=\"chart\">\n<figcaption>");
        svg.append(Html.escape(title)).append("</figcaption>\n");
        svg.append("<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"")
                .append(Html.escape(description(title, shown)))
                .append("\">\n");
        x.marksBelow(svg, TOP, height - BOTTOM);
        for (int i = 0; i < shown.size(); i++) {
            row(svg, shown.get(i), x, TOP + ROW * i);
        }
        return svg.append("</svg>\n</figure>\n").toString();
    }

    private static void row(StringBuilder svg, SelectionSummary.Row row, Axis x, int top) {
        SelectionSummary.Estimate dice = row.dice();
        String name = row.name().length() > LONGEST_NAME ? row.name().substring(0, LONGEST_NAME - 1) + "…" : row.name();
        svg.append("<text class=\"name\" x=\"" + SIDE + "\" y=\"" + (top + 16) + "\">" + Html.escape(name) + "</text>");
        String y = String.valueOf(top + 30);
        svg.append("<path class=\"interval\" d=\"M" + Numbers.coordinate(x.place(dice.low())) + " " + y + "H"
                + Numbers.coordinate(x.place(dice.high())) + "\"/>");
        svg.append("<circle class=\"estimate\" r=\"5\" cx=\"" + Numbers.coordinate(x.place(dice.value())) + "\" cy=\""
                + y + "\"/>\n");
    }

    private static String description(String title, List<SelectionSummary.Row> rows) {
        StringBuilder text = new StringBuilder(title).append('.');
        for (SelectionSummary.Row row : rows) {
            text.append(' ').append(row.name()).append(": ").append(SelectionSection.interval(row.dice()));
            text.append('.');
        }
        return text.toString();
    }
}
