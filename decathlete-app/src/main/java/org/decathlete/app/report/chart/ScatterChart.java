package org.decathlete.app.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.app.report.html.Html;
import org.decathlete.app.report.html.Numbers;
import org.jspecify.annotations.Nullable;

/** Points of two figures as inline SVG, some of them joined by stairs. */
public final class ScatterChart {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 340;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 28;
    private static final int BOTTOM = 40;

    private ScatterChart() {}

    /**
     * What is drawn.
     *
     * @param title what it shows
     * @param across what x is
     * @param up what y is
     * @param points all of them
     * @param front those to stand out, in order of x, joined by stairs; may be null
     * @param chosen one with a ring; may be null
     */
    public record Drawing(
            String title,
            String across,
            String up,
            Curve points,
            @Nullable Curve front,
            @Nullable Curve chosen) {}

    /** A figure; nothing without a finite point. */
    public static String html(Drawing drawing) {
        List<Curve> curves = curves(drawing);
        List<Curve.Point> all = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .filter(Curve.Point::isFinite)
                .toList();
        if (all.isEmpty()) {
            return "";
        }
        ScatterAxis x = ScatterAxis.holding(all.stream().map(Curve.Point::x).toList(), 8, LEFT, WIDTH - RIGHT);
        ScatterAxis y = ScatterAxis.holding(all.stream().map(Curve.Point::y).toList(), 6, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder("<figure class=\"chart\">\n<figcaption>");
        svg.append(Html.escape(drawing.title())).append("</figcaption>\n");
        svg.append("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(Html.escape(description(drawing, curves)))
                .append("\">\n");
        grid(svg, drawing, x, y);
        circles(svg, drawing.points(), "dot", "2.6", x, y);
        Curve front = drawing.front();
        if (front != null) {
            svg.append("<path class=\"line c1\" d=\"")
                    .append(stairs(front, x, y))
                    .append("\"/>\n");
            circles(svg, front, "front", "4", x, y);
        }
        Curve chosen = drawing.chosen();
        if (chosen != null) {
            circles(svg, chosen, "chosen", "8", x, y);
        }
        return svg.append("</svg>\n</figure>\n").toString();
    }

    private static List<Curve> curves(Drawing drawing) {
        List<Curve> curves = new ArrayList<>(List.of(drawing.points()));
        Curve front = drawing.front();
        if (front != null) {
            curves.add(front);
        }
        Curve chosen = drawing.chosen();
        if (chosen != null) {
            curves.add(chosen);
        }
        return curves;
    }

    private static void grid(StringBuilder svg, Drawing drawing, ScatterAxis x, ScatterAxis y) {
        for (ScatterAxis.Mark mark : y.marks()) {
            String at = Numbers.coordinate(mark.place());
            svg.append("<path class=\"grid\" d=\"M" + LEFT + " " + at + "H" + (WIDTH - RIGHT) + "\"/>");
            svg.append("<text class=\"mark\" text-anchor=\"end\" dy=\"0.32em\" x=\"" + (LEFT - 8) + "\" y=\"" + at
                    + "\">" + mark.text() + "</text>\n");
        }
        for (ScatterAxis.Mark mark : x.marks()) {
            String at = Numbers.coordinate(mark.place());
            svg.append("<path class=\"grid\" d=\"M" + at + " " + TOP + "V" + (HEIGHT - BOTTOM) + "\"/>");
            svg.append("<text class=\"mark\" text-anchor=\"middle\" x=\"" + at + "\" y=\"" + (HEIGHT - BOTTOM + 18)
                    + "\">" + mark.text() + "</text>\n");
        }
        svg.append("<text class=\"mark\" x=\"4\" y=\"14\">" + Html.escape(drawing.up()) + "</text>\n");
        svg.append("<text class=\"mark\" text-anchor=\"end\" x=\"" + (WIDTH - RIGHT) + "\" y=\"" + (HEIGHT - 4) + "\">"
                + Html.escape(drawing.across()) + "</text>\n");
    }

    private static void circles(
            StringBuilder svg, Curve curve, String kind, String radius, ScatterAxis x, ScatterAxis y) {
        for (Curve.Point point : finite(curve)) {
            svg.append("<circle class=\"" + kind + "\" r=\"" + radius + "\" cx=\""
                    + Numbers.coordinate(x.place(point.x())) + "\" cy=\"" + Numbers.coordinate(y.place(point.y()))
                    + "\"/>\n");
        }
    }

    /** From each point straight along x to the next, where y changes. */
    private static String stairs(Curve curve, ScatterAxis x, ScatterAxis y) {
        StringBuilder path = new StringBuilder();
        for (Curve.Point point : finite(curve)) {
            String across = Numbers.coordinate(x.place(point.x()));
            String up = Numbers.coordinate(y.place(point.y()));
            path.append(path.isEmpty() ? "M" + across + " " + up : "H" + across + "V" + up);
        }
        return path.toString();
    }

    private static List<Curve.Point> finite(Curve curve) {
        return curve.points().stream().filter(Curve.Point::isFinite).toList();
    }

    private static String description(Drawing drawing, List<Curve> curves) {
        List<String> sentences = new ArrayList<>();
        sentences.add(drawing.title() + ": " + drawing.up() + " against " + drawing.across() + ".");
        for (Curve curve : curves) {
            List<Curve.Point> points = finite(curve);
            if (points.size() == 1) {
                Curve.Point point = points.get(0);
                sentences.add(
                        curve.name() + " at " + Numbers.plain(point.y()) + " and " + Numbers.plain(point.x()) + ".");
            } else {
                sentences.add(curve.name() + ": " + points.size() + " points.");
            }
        }
        return String.join(" ", sentences);
    }
}
