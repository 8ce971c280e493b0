package org.decathlete.app.report.chart;

import java.util.List;
import org.decathlete.app.report.html.Numbers;

/**
 * One side of a scatter chart; logarithmic where numbers differ so much that most would lie on top of each other.
 *
 * @param axis places numbers, or their logarithms to base 10
 */
record ScatterAxis(Axis axis, boolean logarithmic) {
    /** From this ratio of the largest to the smallest number on, all positive. */
    private static final double WIDE = 20;

    /** A number beside the axis, and where. */
    record Mark(String text, double place) {}

    /** An axis that holds all of at least one number. */
    static ScatterAxis holding(List<Double> numbers, int marks, double from, double to) {
        double low = numbers.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        if (low > 0 && high / low >= WIDE) {
            double bottom = Math.floor(Math.log10(low) + 1e-9);
            double top = Math.ceil(Math.log10(high) - 1e-9);
            return new ScatterAxis(new Axis(bottom, top, 1, from, to), true);
        }
        return new ScatterAxis(Axis.holding(low, high, marks, from, to), false);
    }

    double place(double number) {
        return axis.place(logarithmic ? Math.log10(number) : number);
    }

    List<Mark> marks() {
        return axis.marks().stream()
                .map(mark -> new Mark(Numbers.plain(logarithmic ? Math.pow(10, mark) : mark), axis.place(mark)))
                .toList();
    }
}
