package org.decathlete.app.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;

/** Lines as inline SVG, with marks, a legend and a description for who cannot see it. */
public final class LineChart {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 40;
    /** A longer line is thinned to so many points; more cannot be told apart on a screen. */
    private static final int MOST_POINTS = 1200;

    private LineChart() {}

    /**
     * A figure with a chart over epochs; nothing where no curve has a point.
     *
     * @param title what it shows
     * @param thin curves in the background
     * @param thick curves to stand out
     */
    public static String html(String title, List<Curve> thin, List<Curve> thick) {
        return html(title, "epoch", thin, thick);
    }

    /**
     * A figure with a chart; nothing where no curve has a point.
     *
     * @param title what it shows
     * @param across what x is, with its unit
     * @param thin curves in the background
     * @param thick curves to stand out
     */
    public static String html(String title, String across, List<Curve> thin, List<Curve> thick) {
        List<Curve> all = Stream.concat(thin.stream(), thick.stream())
                .filter(curve -> curve.points().stream().anyMatch(Curve.Point::isFinite))
                .toList();
        if (all.isEmpty()) {
            return "";
        }
        Axis x = Axis.holding(least(xs(all)), most(xs(all)), 8, LEFT, WIDTH - RIGHT);
        Axis y = Axis.holding(least(ys(all)), most(ys(all)), 5, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder();
        svg.append("<figure class=\"chart\">\n<figcaption>")
                .append(Html.escape(title))
                .append("</figcaption>\n");
        svg.append("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(Html.escape(description(title, across, all)))
                .append("\">\n");
        grid(svg, across, x, y);
        for (int i = 0; i < all.size(); i++) {
            svg.append("<path class=\"line c" + i % 8 + (thick.contains(all.get(i)) ? " thick" : "") + "\" d=\"")
                    .append(path(all.get(i), x, y))
                    .append("\"/>\n");
        }
        svg.append("</svg>\n").append(legend(all)).append("</figure>\n");
        return svg.toString();
    }

    private static DoubleStream xs(List<Curve> curves) {
        return finite(curves).mapToDouble(Curve.Point::x);
    }

    private static DoubleStream ys(List<Curve> curves) {
        return finite(curves).mapToDouble(Curve.Point::y);
    }

    private static Stream<Curve.Point> finite(List<Curve> curves) {
        return curves.stream().flatMap(curve -> curve.points().stream()).filter(Curve.Point::isFinite);
    }

    private static double least(DoubleStream numbers) {
        return numbers.min().orElseThrow();
    }

    private static double most(DoubleStream numbers) {
        return numbers.max().orElseThrow();
    }

    private static void grid(StringBuilder svg, String across, Axis x, Axis y) {
        for (double mark : y.marks()) {
            String at = Numbers.coordinate(y.place(mark));
            svg.append("<path class=\"grid\" d=\"M" + LEFT + " " + at + "H" + (WIDTH - RIGHT) + "\"/>");
            svg.append("<text class=\"mark\" text-anchor=\"end\" dy=\"0.32em\" x=\"" + (LEFT - 8) + "\" y=\"" + at
                    + "\">" + Numbers.plain(mark) + "</text>\n");
        }
        for (double mark : x.marks()) {
            String at = Numbers.coordinate(x.place(mark));
            svg.append("<text class=\"mark\" text-anchor=\"middle\" x=\"" + at + "\" y=\"" + (HEIGHT - BOTTOM + 18)
                    + "\">" + Numbers.plain(mark) + "</text>\n");
        }
        svg.append("<text class=\"mark\" text-anchor=\"end\" x=\"" + (WIDTH - RIGHT) + "\" y=\"" + (HEIGHT - 4) + "\">"
                + Html.escape(across) + "</text>\n");
    }

    private static String path(Curve curve, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        List<Curve.Point> points = curve.points();
        int stride = Math.max(1, points.size() / MOST_POINTS);
        boolean drawing = false;
        for (int i = 0; i < points.size(); i++) {
            boolean last = i == points.size() - 1;
            if (i % stride != 0 && !last) {
                continue;
            }
            Curve.Point point = points.get(i);
            if (point.isFinite()) {
                path.append(drawing ? 'L' : 'M')
                        .append(Numbers.coordinate(x.place(point.x())))
                        .append(' ')
                        .append(Numbers.coordinate(y.place(point.y())));
            }
            drawing = point.isFinite();
        }
        return path.toString();
    }

    private static String legend(List<Curve> curves) {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < curves.size(); i++) {
            legend.append("<li><i class=\"c" + i % 8 + "\"></i>")
                    .append(Html.escape(curves.get(i).name()))
                    .append("</li>");
        }
        return legend.append("</ul>\n").toString();
    }

    private static String description(String title, String across, List<Curve> curves) {
        StringBuilder text =
                new StringBuilder(title).append(", by ").append(across).append(".");
        for (Curve curve : curves) {
            List<Curve.Point> points =
                    curve.points().stream().filter(Curve.Point::isFinite).toList();
            text.append(' ').append(curve.name()).append(" goes from ");
            text.append(Numbers.plain(points.get(0).y())).append(" to ");
            text.append(Numbers.plain(points.get(points.size() - 1).y())).append('.');
        }
        return text.toString();
    }
}
