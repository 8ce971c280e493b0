package org.decathlete.app.report.chart;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name what it shows
 * @param points in order of x; points that are not finite are left out of the line
 */
public record Curve(String name, List<Point> points) {

    public Curve {
        points = List.copyOf(points);
    }

    /** A point of a line. */
    public record Point(double x, double y) {
        boolean isFinite() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }
}
