package org.decathlete.app.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.app.report.html.Numbers;

/**
 * Places numbers along one side of a chart.
 *
 * @param low the smallest number shown
 * @param high the largest, above {@code low}
 * @param step distance between marks
 * @param from coordinate of {@code low}
 * @param to coordinate of {@code high}
 */
public record Axis(double low, double high, double step, double from, double to) {

    /**
     * An axis with about {@code marks} round marks that holds all numbers from {@code low} to {@code high}.
     *
     * @param high at least {@code low}
     * @param from coordinate of the smallest number shown
     * @param to coordinate of the largest
     */
    public static Axis holding(double low, double high, int marks, double from, double to) {
        double range = high - low;
        double least = Math.max(Math.abs(low), Math.abs(high)) * 1e-9;
        if (!(range > least)) {
            range = low == 0 ? 1 : Math.abs(low) * 0.1;
        }
        double rough = range / marks;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double scaled = rough / power;
        double step = power * (scaled <= 1 ? 1 : scaled <= 2 ? 2 : scaled <= 5 ? 5 : 10);
        double bottom = Math.floor(low / step + 1e-9) * step;
        double top = Math.ceil(high / step - 1e-9) * step;
        return new Axis(bottom, top > bottom ? top : bottom + step, step, from, to);
    }

    /** The coordinate of a number. */
    public double place(double number) {
        return from + (number - low) / (high - low) * (to - from);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            double mark = low + i * step;
            marks.add(Math.abs(mark) < step * 1e-6 ? 0 : mark);
        }
        return marks;
    }

    /** Draws the marks of a horizontal axis: lines across the chart from {@code top} to {@code bottom}, their numbers below. */
    public void marksBelow(StringBuilder svg, int top, int bottom) {
        for (double mark : marks()) {
            String at = Numbers.coordinate(place(mark));
            svg.append("<path class=\"grid\" d=\"M" + at + " " + top + "V" + bottom + "\"/>");
            svg.append("<text class=\"mark\" text-anchor=\"middle\" x=\"" + at + "\" y=\"" + (bottom + 18) + "\">"
                    + Numbers.plain(mark) + "</text>\n");
        }
    }
}
